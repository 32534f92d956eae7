import Foundation
import RoostAdapters
import RoostEntities
import RoostInference
import Testing

/// Models laid out as MLflow saves them answer as the same files do when they are pushed as they are.
struct MLflowFolderTests {
    /// A fixture's files, moved to where `MLmodel` says they are.
    private func withFolder<Result>(
        of name: String,
        _ mlmodel: String,
        moved places: [String: String],
        _ body: (URL) async throws -> Result
    ) async throws -> Result {
        try await Fixture.withCopy(of: name) { folder in
            for (file, place) in places {
                let url = folder.appending(path: place)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try FileManager.default.moveItem(at: folder.appending(path: file), to: url)
            }
            try Data(mlmodel.utf8).write(to: folder.appending(path: "MLmodel"))
            return try await body(folder)
        }
    }

    private func withPipeline<Result>(of name: String, _ body: (URL) async throws -> Result) async throws -> Result {
        let yaml = "flavors:\n  transformers:\n    components:\n    - image_processor\n    model_binary: model\n"
        let places = [
            "config.json": "model/config.json",
            "model.safetensors": "model/model.safetensors",
            "preprocessor_config.json": "components/image_processor/preprocessor_config.json",
        ]
        return try await withFolder(of: name, yaml, moved: places, body)
    }

    private func answers(_ folder: URL) async throws -> [Prediction] {
        let adapter = try await AdapterTable().load(folder, on: TestEngine.load())
        #expect(adapter.warnings.isEmpty)
        return try await adapter.predictItems(Fixture.images.map(Fixture.image))
    }

    @Test(arguments: ["vit", "detectors/detr", "detectors/table-transformer"])
    func `a pipeline of transformers is run with its image processor`(_ name: String) async throws {
        let expected = try await answers(Fixture.url(name))
        let given = try await withPipeline(of: name) { try await answers($0) }
        #expect(given == expected)
        #expect(expected.contains { !$0.annotations.isEmpty })
    }

    @Test(
        arguments: [
            ("flavors: {onnx: {data: model.onnx}}", [:]),
            ("flavors: {onnx: {data: model.onnx}}", ["roost.json": "extra_files/roost.json"]),
            (
                "flavors: {onnx: {data: graph/m.onnx}}",
                ["model.onnx": "graph/m.onnx", "roost.json": "graph/roost.json"]
            ),
        ] as [(String, [String: String])]
    )
    func `an ONNX model is run as the files beside it declare`(_ mlmodel: String, _ moved: [String: String])
        async throws
    {
        let given = try await withFolder(of: "onnx", mlmodel, moved: moved) { try await answers($0) }
        #expect(try await answers(Fixture.url("onnx")) == given)
    }

    @Test func `an ONNX model is run as the metadata of its MLmodel declares`() async throws {
        let declared = try String(contentsOf: Fixture.url("onnx").appending(path: "roost.json"), encoding: .utf8)
        let mlmodel = "flavors: {onnx: {data: model.onnx}}\nmetadata: {roost: \(declared)}"
        let given = try await withFolder(of: "onnx-undeclared", mlmodel, moved: [:]) { try await answers($0) }
        #expect(try await answers(Fixture.url("onnx")) == given)
    }

    @Test func `a signature of another shape is a warning`() async throws {
        let schema = #"[{\"tensor-spec\": {\"dtype\": \"float32\", \"shape\": [-1, 9]}}]"#
        let mlmodel = "flavors: {onnx: {data: model.onnx}}\nsignature: {inputs: \"\(schema)\"}"
        let warnings = try await withFolder(of: "onnx", mlmodel, moved: [:]) { folder in
            try await AdapterTable().load(folder, on: TestEngine.load()).warnings
        }
        #expect(warnings.first?.contains("says float32[?, 9], but the model takes") == true)
    }

    @Test(arguments: [
        ("flavors: {sklearn: {pickled_model: model.pkl}}", "MLflow's flavors that run here are onnx and transformers"),
        ("flavors: {transformers: {source_model_name: a/b}}", "without its weights"),
        ("flavors: {onnx: {data: ../onnx/model.onnx}}", "is no path here"),
        ("flavors: {transformers: {model_binary: nowhere}}", "the folder 'nowhere' cannot be read"),
        ("flavors: [", "MLmodel: is no YAML"),
        ("flavors: {onnx: {data: model.onnx}}\nmetadata: {roost: {labels: 1}}", "'labels' has the wrong type"),
    ])
    func `what cannot be run says why`(_ mlmodel: String, _ message: String) async throws {
        let error = try await withFolder(of: "onnx-undeclared", mlmodel, moved: [:]) { folder in
            await #expect(throws: RoostError.self) { try await AdapterTable().load(folder, on: TestEngine.load()) }
        }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test func `a pipeline can be exported, and what comes out answers as it does`() async throws {
        let expected = try await answers(Fixture.url("vit"))
        let given = try await withPipeline(of: "vit") { folder in
            let made = folder.appending(path: "made")
            try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
            let export = ONNXExport(folder: folder, name: "mine:1", shape: nil, program: "1")
            _ = try export.write(to: made.appending(path: "mine.onnx"), limit: .max)
            return try await answers(made)
        }
        #expect(zip(given, expected).allSatisfy { $0.isClose(to: $1) } && given.count == expected.count)
    }
}

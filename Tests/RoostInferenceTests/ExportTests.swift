import Foundation
import RoostAdapters
import RoostEntities
import RoostInference
import Testing

/// Checkpoints exported and taken back as plain ONNX models: what they answer is compared with what they answered before.
struct ExportTests {
    /// The folder of a model that was exported to `mine.onnx` in it.
    private func withExport<Result>(
        of name: String,
        shape: String? = nil,
        limit: Int = .max,
        _ body: (URL, ExportedModel) async throws -> Result
    ) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "roost-export-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let shape = try shape.map { try InputShape($0) }
        let export = try ONNXExport(folder: Fixture.url(name), name: "mine:1", shape: shape, program: "1")
        let exported = try export.write(to: folder.appending(path: "mine.onnx"), limit: limit)
        return try await body(folder, exported)
    }

    private func answers(_ folder: URL, _ options: PredictOptions) async throws -> [Prediction] {
        let adapter = try await AdapterTable().load(folder, on: TestEngine.load())
        return try await adapter.predictItems(Fixture.images.map(Fixture.image), options: options)
    }

    @Test(
        arguments: [
            "vit", "vit-multi-label", "vit-one-label", "onnx", "onnx-processor", "detectors/detr",
            "detectors/detr-legacy", "detectors/detr-padded-to-one-size", "detectors/detr-panoptic",
            "detectors/table-transformer", "detectors/table-transformer-exact-bicubic",
        ]
    )
    func `an exported model answers as the version it was made of`(_ name: String) async throws {
        var options = PredictOptions(top: 3)
        options.answers.threshold = 0.2
        let expected = try await answers(Fixture.url(name), options)
        let given = try await withExport(of: name) { folder, _ in try await answers(folder, options) }
        #expect(expected.contains { !$0.annotations.isEmpty })
        try #require(given.count == expected.count)
        for (given, expected) in zip(given, expected) { #expect(Self.isClose(given, expected)) }
    }

    /// Other operators round otherwise: scores to 1e-4, places to a fiftieth of a pixel.
    private static func isClose(_ prediction: Prediction, _ other: Prediction) -> Bool {
        func close(_ one: Annotation.Draft, _ other: Annotation.Draft) -> Bool {
            guard one.label == other.label, abs((one.score ?? 0) - (other.score ?? 1)) < 1e-4 else { return false }
            guard case .box(let box) = one.geometry, case .box(let expected) = other.geometry else {
                return one.geometry == other.geometry
            }
            let sides = [(box.x, expected.x), (box.y, expected.y), (box.width, expected.width)]
            return (sides + [(box.height, expected.height)]).allSatisfy { abs($0 - $1) < 0.02 }
        }
        return prediction.failure == other.failure && prediction.annotations.count == other.annotations.count
            && prediction.annotations.allSatisfy { one in other.annotations.contains { close(one, $0) } }
    }

    @Test func `weights that do not fit into the model are read from the file beside it`() async throws {
        let options = PredictOptions(top: 3)
        let expected = try await answers(Fixture.url("vit"), options)
        let given = try await withExport(of: "vit", limit: 40_000) { folder, exported in
            #expect(exported.data == folder.appending(path: "mine.onnx.data").path)
            return try await answers(folder, options)
        }
        #expect(zip(given, expected).allSatisfy { Self.isClose($0, $1) })
    }

    @Test func `the same model gives the same bytes`() async throws {
        let first = try await withExport(of: "detectors/detr") { folder, _ in
            try Data(contentsOf: folder.appending(path: "mine.onnx"))
        }
        let second = try await withExport(of: "detectors/detr") { folder, _ in
            try Data(contentsOf: folder.appending(path: "mine.onnx"))
        }
        #expect(first == second)
    }

    @Test func `a model for one size prepares images of that size`() async throws {
        try await withExport(of: "detectors/detr", shape: "1x3x64x96") { folder, exported in
            #expect(exported.inputs.first == "pixel_values: float32[1, 3, 64, 96]")
            let given = try await answers(folder, PredictOptions())
            #expect(given.allSatisfy { $0.failure == nil })
        }
    }

    @Test(arguments: [
        ("detectors/detr", "1x1x64x64", "takes images of 3 channels, not 1; write 1x3x64x64"),
        ("vit", "1x1x16x16", "takes images of 3 channels"),
        ("onnx", "1x3x17x16", "which 1x3x17x16 does not fit"),
        ("onnx", "1x3x16", "no shape"),
        ("onnx", "0x3x16x16", "out of range"),
    ])
    func `a shape that does not fit is refused`(_ name: String, _ shape: String, _ message: String) async {
        let error = await #expect(throws: RoostError.self) { try await withExport(of: name, shape: shape) { _, _ in } }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test func `a file that is there is replaced only when that is said`() async throws {
        try await withExport(of: "vit") { folder, _ in
            let export = try ONNXExport(folder: Fixture.url("vit"), name: "mine:1", program: "1")
            let file = folder.appending(path: "mine.onnx")
            let before = try Data(contentsOf: file)
            #expect(throws: RoostError.self) { try export.write(to: file) }
            _ = try export.write(to: file, replacing: true)
            #expect(try Data(contentsOf: file) == before)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["mine.onnx"])
        }
    }

    @Test func `what an exported file says of itself is known before it is loaded`() async throws {
        try await withExport(of: "detectors/detr") { folder, exported in
            for place in [folder, folder.appending(path: "mine.onnx")] {
                let declared = try DeclaredModel(at: place)
                #expect(declared.task == .objectDetection)
                #expect(declared.labels == exported.labels)
            }
        }
    }

    @Test func `outputs that nothing can be read from are refused`() async throws {
        let error = try await Fixture.withCopy(of: "onnx-undeclared") { folder in
            let text = #"{"task": "object-detection", "outputs": {"boxes": "logits"}, "image": {}}"#
            try Data(text.utf8).write(to: folder.appending(path: "roost.json"))
            return await #expect(throws: RoostError.self) {
                try await AdapterTable().load(folder, on: TestEngine.load())
            }
        }
        #expect(error?.message.contains("'outputs' has 'pixels' alone, or 'classes' with") == true)
    }
}

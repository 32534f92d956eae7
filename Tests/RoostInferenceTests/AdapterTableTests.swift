import Foundation
import RoostAdapters
import RoostEntities
import RoostInference
import Testing

struct AdapterTableTests {
    @Test(
        arguments: [
            (["config.json", "model.safetensors"], "hugging-face"),
            (["config.json", "model.safetensors.index.json", "model-00001-of-00002.safetensors"], "hugging-face"),
            (["config.json", "model.safetensors", "model.onnx"], "hugging-face"),
            (["config.json", "model.onnx"], "onnx"),
            (["anything.onnx"], "onnx"),
        ] as [(Set<String>, String)]
    )
    func `the adapter is chosen by what the folder holds`(_ files: Set<String>, _ name: String) throws {
        #expect(try AdapterTable().format(of: files).name == name)
    }

    @Test func `a folder of nothing known is refused with what is supported`() throws {
        let error = #expect(throws: RoostError.self) {
            try AdapterTable().format(of: ["model.pt", "config.json"])
        }
        #expect(error?.code == .unsupported)
        #expect(
            error?.message.contains("it has config.json, model.pt. Supported are hugging-face (config.json with")
                == true
        )
    }

    @Test func `a folder that is not there is refused`() async throws {
        let error = await #expect(throws: RoostError.self) {
            try await AdapterTable().load(URL(filePath: "/nowhere/model"), on: TestEngine.load())
        }
        #expect(error?.code == .notFound)
    }

    @Test func `a damaged checkpoint is refused with the file named`() async throws {
        let error = try await Fixture.withCopy(of: "vit") { folder in
            let file = folder.appending(path: "model.safetensors")
            try Data(contentsOf: file).prefix(30_000).write(to: file)
            return await #expect(throws: RoostError.self) {
                try await AdapterTable().load(folder, on: TestEngine.load())
            }
        }
        #expect(error?.code == .corrupted)
        #expect(error?.message.contains("model.safetensors") == true)
    }

    @Test func `adapters of one's own can be added`() throws {
        let table = AdapterTable([ONNXAdapter.self])
        #expect(throws: RoostError.self) { try table.format(of: ["config.json", "model.safetensors"]) }
    }

    @Test(
        arguments: [("vit", "classifier"), ("detectors/detr", "detector"), ("detectors/table-transformer", "detector")]
    )
    func `a checkpoint is loaded as what its configuration names`(_ folder: String, _ role: String) async throws {
        let adapter = try await AdapterTable().load(Fixture.url(folder), on: TestEngine.load())
        #expect(type(of: adapter).name == "hugging-face")
        #expect(type(of: adapter).role == role)
        #expect(adapter.tasks == [role == "detector" ? .objectDetection : .imageClassification])
    }

    @Test func `a detector can neither classify nor be trained, and the error says what it is`() async throws {
        let folder = try Fixture.url("detectors/detr")
        let classifying = await #expect(throws: RoostError.self) {
            try await AdapterTable().loadClassifier(folder, on: TestEngine.load())
        }
        #expect(classifying?.message.contains("'hugging-face detector' cannot classify images natively") == true)
        let training = await #expect(throws: RoostError.self) {
            try await AdapterTable().loadTrainable(folder, on: TestEngine.load())
        }
        #expect(training?.code == .unsupported)
        #expect(training?.message.contains("can be done with hugging-face classifier (config.json with") == true)
    }

    @Test func `a model_type that nobody knows is refused with those that are known`() async throws {
        let error = try await Fixture.withCopy(of: "vit") { folder in
            try Data(#"{"model_type": "yolos", "architectures": ["YolosForObjectDetection"]}"#.utf8)
                .write(to: folder.appending(path: "config.json"))
            return await #expect(throws: RoostError.self) {
                try await AdapterTable().load(folder, on: TestEngine.load())
            }
        }
        #expect(error?.code == .unsupported)
        for known in ["'yolos'", "vit, resnet", "segformer, detr"] {
            #expect(error?.message.contains(known) == true, "\(error?.message ?? "")")
        }
    }
}

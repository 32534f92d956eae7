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
}

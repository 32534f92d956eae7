import Foundation
import RoostONNXRuntime
import RoostTensors
import Testing

// A class, so that the folder goes when a test ends.
final class ExternalWeightsTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    private func mappedOnes() throws -> MappedFile {
        try .ones(in: folder)
    }

    @Test func `a session keeps the owner of its weights, and lets it go when it is released`() async throws {
        let runtime = try TestRuntime.load()
        weak var watched: MappedFile?
        do {
            let file = try mappedOnes()
            watched = file
            let weights = ExternalWeights(location: "model.safetensors", bytes: file.bytes, owner: file)
            let session = try await runtime.session(model: fixtureBytes("external"), weights: [weights])
            #expect(session.inputs.count == 1)
        }
        #expect(watched == nil)
    }

    @Test func `a session keeps its weights mapped when nobody else does`() async throws {
        let session = try await load(mappedOnes())
        let x = try Tensor([Float](repeating: 1, count: 4096), shape: [1, 4096])
        let y = try await session.run(["x": x])["y"]
        #expect(try y?.elements(of: Float.self) == [Float](repeating: 4096, count: 4096))
    }

    private func load(_ file: MappedFile) async throws -> Session {
        let weights = ExternalWeights(location: "model.safetensors", bytes: file.bytes, owner: file)
        return try await TestRuntime.load().session(model: fixtureBytes("external"), weights: [weights])
    }

    @Test func `a model from memory reads no file, not even one in the folder the process stands in`() async {
        await #expect(processExitsWith: .success) {
            let model = try fixtureBytes("beside")
            let runtime = try TestRuntime.load()
            let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try Data(count: 4 * 64 * 64).write(to: folder.appending(path: "weights.bin"))
            #expect(FileManager.default.changeCurrentDirectoryPath(folder.path))
            let error = await #expect(throws: ONNXRuntimeError.self) { try await runtime.session(model: model) }
            #expect(error?.message.contains("weights.bin") == true)
        }
    }

    @Test func `weights too short for the model, or under another name, are refused`() async throws {
        let runtime = try TestRuntime.load()
        let model = try fixtureBytes("external")
        let owner = Bytes(count: 1 << 20)
        for location in ["model.safetensors", "other.safetensors"] {
            let weights = ExternalWeights(location: location, bytes: owner.bytes, owner: owner)
            await #expect(throws: ONNXRuntimeError.self) { try await runtime.session(model: model, weights: [weights]) }
        }
    }

    @Test func `a file's weights are read from its own folder`() async throws {
        let model = folder.appending(path: "model.onnx")
        try FileManager.default.copyItem(at: fixture("beside"), to: model)
        let twos = [Float](repeating: 2, count: 64 * 64)
        try twos.withUnsafeBytes { Data($0) }.write(to: folder.appending(path: "weights.bin"))
        let session = try await TestRuntime.load().session(file: model)
        let y = try await session.run(["x": Tensor([Float](repeating: 1, count: 64), shape: [1, 64])])["y"]
        #expect(try y?.elements(of: Float.self).allSatisfy { $0 == 128 } == true)
    }

    @Test func `a file that reaches for weights outside of its folder is refused`() async throws {
        let inner = folder.appending(path: "inner")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        let model = inner.appending(path: "model.onnx")
        try FileManager.default.copyItem(at: fixture("escaping"), to: model)
        try Data(count: 4 * 64 * 64).write(to: folder.appending(path: "weights.bin"))
        let runtime = try TestRuntime.load()
        let error = await #expect(throws: ONNXRuntimeError.self) { try await runtime.session(file: model) }
        #expect(error?.message.contains("escapes") == true)
    }
}

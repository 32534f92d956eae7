import Foundation
import RoostONNXRuntime
import RoostTensors
import Testing

@Suite(.serialized) struct ExternalWeightsTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// 64 MiB of ones behind a 64-byte header, mapped, as a checkpoint is.
    private func mappedOnes() throws -> MappedFile {
        let url = folder.appending(path: "ones")
        var data = Data(count: 64)
        let ones = [Float](repeating: 1, count: 4096 * 4096)
        ones.withUnsafeBytes { data.append(contentsOf: $0) }
        try data.write(to: url)
        return try MappedFile(url)
    }

    #if os(Linux)
    @Test func `mapped weights stay in their file; prepacked ones do not`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try mappedOnes()
        let mapped = try await growth(loading: file, .mapped)
        let prepacked = try await growth(loading: file, .prepacked)
        // Private memory, in kB: the weights are 65,536 of them.
        #expect(mapped < 24_000)
        #expect(prepacked > 50_000)
    }

    /// How much private memory a session that has run takes.
    private func growth(loading file: MappedFile, _ weights: SessionOptions.Weights) async throws -> Int {
        let runtime = try TestRuntime.load()
        let before = try privateMemory()
        let external = ExternalWeights(location: "model.safetensors", bytes: file.bytes, owner: file)
        let options = SessionOptions(weights: weights, threads: 1)
        let model = try fixtureBytes("external")
        let session = try await runtime.session(model: model, weights: [external], options: options)
        let x = try Tensor([Float](repeating: 0.5, count: 4096), shape: [1, 4096])
        let y = try await session.run(["x": x])["y"]
        #expect(try y?.elements(of: Float.self) == [Float](repeating: 2048, count: 4096))
        return try privateMemory() - before
    }

    private func privateMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") })
        return try #require(Int(line.filter(\.isNumber)))
    }
    #endif

    @Test func `a session keeps the owner of its weights, and lets it go when it is released`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
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
        defer { try? FileManager.default.removeItem(at: folder) }
        let session = try await load(mappedOnes())
        let x = try Tensor([Float](repeating: 1, count: 4096), shape: [1, 4096])
        let y = try await session.run(["x": x])["y"]
        #expect(try y?.elements(of: Float.self) == [Float](repeating: 4096, count: 4096))
    }

    private func load(_ file: MappedFile) async throws -> Session {
        let weights = ExternalWeights(location: "model.safetensors", bytes: file.bytes, owner: file)
        return try await TestRuntime.load().session(model: fixtureBytes("external"), weights: [weights])
    }

    @Test func `a model from memory reads no file, not even one in the folder the process stands in`() async throws {
        let stray = URL(filePath: FileManager.default.currentDirectoryPath).appending(path: "weights.bin")
        try Data(count: 4 * 64 * 64).write(to: stray, options: .withoutOverwriting)
        defer { try? FileManager.default.removeItem(at: stray) }
        let runtime = try TestRuntime.load()
        let model = try fixtureBytes("beside")
        let error = await #expect(throws: ONNXRuntimeError.self) { try await runtime.session(model: model) }
        #expect(error?.message.contains("weights.bin") == true)
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
        defer { try? FileManager.default.removeItem(at: folder) }
        let model = folder.appending(path: "model.onnx")
        try FileManager.default.copyItem(at: fixture("beside"), to: model)
        let twos = [Float](repeating: 2, count: 64 * 64)
        try twos.withUnsafeBytes { Data($0) }.write(to: folder.appending(path: "weights.bin"))
        let session = try await TestRuntime.load().session(file: model)
        let y = try await session.run(["x": Tensor([Float](repeating: 1, count: 64), shape: [1, 64])])["y"]
        #expect(try y?.elements(of: Float.self).allSatisfy { $0 == 128 } == true)
    }

    @Test func `a file that reaches for weights outside of its folder is refused`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
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

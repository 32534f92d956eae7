#if os(Linux)
import Foundation
import RoostONNXRuntime
import RoostTensors
import Testing

/// Each measured in a process of its own, where no other test takes or frees memory.
struct PrivateMemoryTests {
    // The weights are 65,536 kB.
    @Test func `mapped weights stay in their file`() async {
        await #expect(processExitsWith: .success) {
            let growth = try await PrivateMemory.growth(loading: .mapped)
            #expect(growth < 24_000)
        }
    }

    @Test func `prepacked weights do not, which shows that a copy would be noticed`() async {
        await #expect(processExitsWith: .success) {
            let growth = try await PrivateMemory.growth(loading: .prepacked)
            #expect(growth > 60_000)
        }
    }
}

private enum PrivateMemory {
    /// How many kB of its own the process takes for a session that has run.
    static func growth(loading weights: SessionOptions.Weights) async throws -> Int {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try MappedFile.ones(in: folder)
        let runtime = try TestRuntime.load()
        let before = try size()
        let external = ExternalWeights(location: "model.safetensors", bytes: file.bytes, owner: file)
        let options = SessionOptions(weights: weights, threads: 1)
        let model = try fixtureBytes("external")
        let session = try await runtime.session(model: model, weights: [external], options: options)
        let x = try Tensor([Float](repeating: 0.5, count: 4096), shape: [1, 4096])
        let y = try await session.run(["x": x])["y"]
        #expect(try y?.elements(of: Float.self) == [Float](repeating: 2048, count: 4096))
        return try size() - before
    }

    private static func size() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") })
        return try #require(Int(line.filter(\.isNumber)))
    }
}
#endif

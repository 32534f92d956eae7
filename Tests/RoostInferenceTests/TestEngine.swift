import Foundation
import RoostAdapters
import RoostInference
import RoostONNXRuntime
import Testing

/// The library that `make setup` fetches, or the one named in `ROOST_ONNXRUNTIME`; loaded once for all tests.
enum TestEngine {
    private static let runtime = Result {
        try Runtime(
            LibrarySearch(
                environmentPath: ProcessInfo.processInfo.environment["ROOST_ONNXRUNTIME"],
                executable: URL(filePath: #filePath)
            )
        )
    }

    static func load(batchSize: Int = 8) throws -> NativeEngine {
        try NativeEngine(runtime: runtime.get(), options: SessionOptions(threads: 1), batchSize: batchSize)
    }
}

/// What `Fixtures/make.py` made.
enum Fixture {
    static let images = ["photo.jpg", "tall.jpg", "small.png", "grey.png"]

    static func url(_ name: String) throws -> URL {
        try #require(Bundle.module.resourceURL).appending(path: "Fixtures").appending(path: name)
    }

    static func image(_ name: String) throws -> ItemContent {
        try ItemContent(name: name, bytes: [UInt8](Data(contentsOf: url(name))))
    }

    /// What another implementation says about an image.
    struct Expected: Decodable {
        let labels: [String]
        let scores: [Double]
        let logits: [Float]
    }

    static func expected(_ folder: String) throws -> [String: Expected] {
        let data = try Data(contentsOf: url(folder).appending(path: "expected.json"))
        return try JSONDecoder().decode([String: Expected].self, from: data)
    }

    /// A copy of a fixture folder, for a test to spoil.
    static func withCopy<Result>(of name: String, _ body: (URL) async throws -> Result) async throws -> Result {
        let copy = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.copyItem(at: url(name), to: copy)
        defer { try? FileManager.default.removeItem(at: copy) }
        return try await body(copy)
    }
}

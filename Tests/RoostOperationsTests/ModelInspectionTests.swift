import Foundation
import RoostArtifactStore
import RoostEntities
import RoostModelFiles
import RoostThreads
import Testing

@testable import RoostOperations

/// What the server reads off the files of a model that it is to make a version of.
struct ModelInspectionTests {
    private func describe(_ files: [String: Data]) async throws -> ModelDescription? {
        let blobs = MemoryBlobs { Timestamp.now }
        var stored: [String: ModelInspection.File] = [:]
        for (path, content) in files {
            let blob = try await blobs.put(content)
            stored[path] = ModelInspection.File(digest: blob.digest, size: blob.size)
        }
        let threads = BlockingThreads(label: "test.files", count: 1)
        return try await ModelInspection(blobs: blobs, threads: threads).describe(stored)
    }

    @Test func `a pipeline's checkpoint is described from its own folder`() async throws {
        let found = try await describe([
            "MLmodel": Data("flavors: {transformers: {model_binary: model, task: image-classification}}".utf8),
            "model/config.json": Data(#"{"model_type": "vit", "id2label": {"0": "cat"}}"#.utf8),
            "config.json": Data(#"{"model_type": "other"}"#.utf8),
        ])
        #expect(found?.type == "vit" && found?.labels == ["cat"] && found?.task == "image-classification")
    }

    @Test(arguments: ["model.onnx", "anything.onnx"])
    func `a graph is asked what it says of itself`(_ name: String) async throws {
        let found = try await describe([name: Self.graph(saying: #"{"labels": ["cat", "dog"]}"#)])
        #expect(found?.type == "onnx" && found?.labels == ["cat", "dog"])
    }

    @Test func `what cannot be read says nothing`() async throws {
        #expect(try await describe(["config.json": Data("[".utf8)]) == nil)
        let broken = try await describe(["MLmodel": Data("flavors: [".utf8), "model.onnx": Data("no graph".utf8)])
        #expect(broken?.type == "onnx" && broken?.labels == [])
        #expect(try await describe(["weights.bin": Data("?".utf8)]) == nil)
    }

    /// A model with an empty graph and an entry `roost` in its metadata, as the protobuf schema of ONNX numbers them.
    private static func graph(saying text: String) -> Data {
        func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
            [number << 3 | 2, UInt8(content.count)] + content
        }
        let entry = field(1, Array("roost".utf8)) + field(2, Array(text.utf8))
        return Data([8, 9] + field(7, []) + field(8, [16, 17]) + field(14, entry))
    }
}

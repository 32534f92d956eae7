import Foundation
import RoostTestSupport
import Testing

@testable import RoostHuggingFace

struct CheckpointWriterTests {
    /// Set to a folder to write what `Fixtures/check_new_heads.py` reads.
    private static let record = ProcessInfo.processInfo.environment["ROOST_NEW_HEADS"]

    @Test(.enabled(if: record != nil)) func `new heads are written for transformers to judge`() throws {
        try NewHead.writeAll(to: URL(filePath: #require(Self.record)))
    }

    @Test(arguments: Reference.names)
    func `a checkpoint with a new head is, byte for byte, the one transformers agrees with`(_ name: String) async throws
    {
        let reference = try Reference(name)
        let expected = try #require(try NewHead.expected()[name])
        try await withTemporaryFolder { folder in
            try CheckpointWriter.write(NewHead.head(for: reference.folder), on: reference.folder, to: folder)
            #expect(try NewHead.digest(folder.appending(path: "model.safetensors")) == expected.weights)
            #expect(try NewHead.digest(folder.appending(path: "config.json")) == expected.config)
            let graph = try HuggingFaceLoader.load(folder: folder, imageSize: reference.imageSize)
            #expect(graph.labels == NewHead.labels)
            #expect(try await reference.error(of: graph, logits: expected.logits.flatMap { $0 }) < 1e-4)
        }
    }

    @Test(arguments: ["vit-plain", "resnet-f16", "convnext-bf16-sharded"])
    func `all but the head is copied byte for byte`(_ name: String) async throws {
        let reference = try Reference(name)
        try await withTemporaryFolder { folder in
            try CheckpointWriter.write(NewHead.head(for: reference.folder), on: reference.folder, to: folder)
            let (parent, child) = (try Checkpoint(folder: reference.folder), try Checkpoint(folder: folder))
            #expect(parent.tensors.map(\.name) == child.tensors.map(\.name))
            for (name, file, entry) in parent.tensors where !name.hasPrefix("classifier") {
                let copy = try #require(child[name])
                #expect(copy.entry.type == entry.type && copy.entry.shape == entry.shape)
                #expect(file.bytes(of: entry).elementsEqual(copy.file.bytes(of: copy.entry)))
            }
        }
    }

    @Test func `everything but the classes stays in the configuration`() async throws {
        let reference = try Reference("vit-plain")
        try await withTemporaryFolder { folder in
            try CheckpointWriter.write(NewHead.head(for: reference.folder), on: reference.folder, to: folder)
            let (before, after) = (try ModelConfig(folder: reference.folder), try ModelConfig(folder: folder))
            let changed = ["id2label", "label2id", "num_labels", "architectures"]
            #expect(
                before.fields.members.filter { !changed.contains($0.key) }
                    == after.fields.members.filter { !changed.contains($0.key) }
            )
            #expect(after.fields["label2id"]?.object?["zebra"] == .int(0))
        }
    }

    @Test func `a model of several labels at once becomes one of single labels`() async throws {
        try await Reference("vit-plain").withChangedConfig {
            $0["problem_type"] = "multi_label_classification"
        } _: { parent in
            try await withTemporaryFolder { folder in
                try CheckpointWriter.write(NewHead.head(for: parent), on: parent, to: folder)
                #expect(try HuggingFaceLoader.load(folder: folder).scoring == .softmax)
            }
        }
    }

    @Test func `a head for another width is refused, and nothing is written`() async throws {
        let reference = try Reference("vit-plain")
        let head = try TrainedHead(labels: ["a", "b"], features: 1, weights: [1, 2], biases: [0, 0])
        try await withTemporaryFolder { folder in
            let error = #expect(throws: HuggingFaceError.self) {
                try CheckpointWriter.write(head, on: reference.folder, to: folder)
            }
            #expect(error?.message.contains("reads 1 features") == true)
            let written = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(written == [])
        }
    }

    @Test func `a checkpoint that has no head gets one`() async throws {
        let reference = try Reference("vit-plain")
        try await withTemporaryFolder { folder in
            let headless = folder.appending(path: "headless")
            let child = folder.appending(path: "child")
            for url in [headless, child] {
                try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            }
            let tensors = try Checkpoint(folder: reference.folder).tensors.filter { !$0.name.hasPrefix("classifier") }
            let bare = tensors.map { tensor in
                SafetensorsWriter.Tensor(
                    name: String(tensor.name.dropFirst("vit.".count)),
                    type: tensor.entry.type,
                    shape: tensor.entry.shape,
                    bytes: tensor.file.bytes(of: tensor.entry)
                )
            }
            try SafetensorsWriter.write(bare, to: headless.appending(path: "model.safetensors"))
            let config = "config.json"
            try FileManager.default.copyItem(
                at: reference.folder.appending(path: config),
                to: headless.appending(path: config)
            )
            #expect(try HuggingFaceLoader.head(of: headless).isThere == false)
            try CheckpointWriter.write(NewHead.head(for: headless), on: headless, to: child)
            let whole = try #require(try NewHead.expected()["vit-plain"])
            #expect(try NewHead.digest(child.appending(path: "model.safetensors")) == whole.weights)
        }
    }
}

struct TrainedHeadTests {
    @Test(
        arguments: [
            ([], 1, [], [], "0 labels"), (["a", "a"], 1, [1, 2], [0, 0], "each once"),
            (["a"], 2, [1], [0], "1 weights"),
            (["a"], 1, [1], [], "0 biases"), (["a"], 1, [.nan], [0], "not finite"), (["a"], 0, [], [0], "0 weights"),
        ] as [([String], Int, [Float], [Float], String)]
    )
    func `numbers that make no head are refused`(
        _ labels: [String],
        _ features: Int,
        _ weights: [Float],
        _ biases: [Float],
        _ message: String
    ) {
        let error = #expect(throws: HuggingFaceError.self) {
            try TrainedHead(labels: labels, features: features, weights: weights, biases: biases)
        }
        #expect(error?.message.contains(message) == true)
    }

    @Test func `more than 100,000 labels are refused`() {
        let labels = (0...100_000).map(String.init)
        let numbers = [Float](repeating: 0, count: labels.count)
        #expect(throws: HuggingFaceError.self) {
            try TrainedHead(labels: labels, features: 1, weights: numbers, biases: numbers)
        }
    }
}

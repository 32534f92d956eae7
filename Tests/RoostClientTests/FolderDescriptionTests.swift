import Foundation
import RoostModelFiles
import RoostTestSupport
import Testing

@testable import RoostClient

/// What a registry reads off a checkpoint.
struct FolderDescriptionTests {
    private func describe(_ config: String) async throws -> ModelDescription {
        try await withTemporaryFolder { folder in
            try folder.write("config.json", config)
            return try ModelDescription(of: FolderContents(of: folder))
        }
    }

    @Test func `a configuration says task, type and labels in the order of their numbers`() async throws {
        let found = try await describe(
            """
            {"model_type": "vit", "architectures": ["ViTForImageClassification"], "hidden_size": 64,
             "id2label": {"1": "dog", "0": "cat", "10": "k", "2": "c", "3": "d", "4": "e", "5": "f", "6": "g",
                          "7": "h", "8": "i", "9": "j"}, "label2id": {"cat": 0}}
            """
        )
        #expect(found.task == "image-classification")
        #expect(found.type == "vit")
        #expect(found.labels == ["cat", "dog", "c", "d", "e", "f", "g", "h", "i", "j", "k"])
        #expect(
            found.configuration
                == .object([
                    "model_type": "vit", "architectures": ["ViTForImageClassification"], "hidden_size": .integer(64),
                ])
        )
    }

    @Test(arguments: [
        ("ResNetForImageClassification", "image-classification"),
        ("DetrForObjectDetection", "object-detection"),
        ("TableTransformerForObjectDetection", "object-detection"),
        ("SegformerForSemanticSegmentation", "semantic-segmentation"),
        ("MaskFormerForInstanceSegmentation", "instance-segmentation"),
        ("Mask2FormerForUniversalSegmentation", "panoptic-segmentation"),
        ("DetrForSegmentation", "panoptic-segmentation"),
        ("ViTModel", nil),
    ])
    func `the class that a configuration names says the task`(_ name: String, _ task: String?) async throws {
        #expect(try await describe(#"{"architectures": ["\#(name)"]}"#).task == task)
    }

    @Test func `labels with a gap are no labels`() async throws {
        #expect(try await describe(#"{"id2label": {"0": "a", "2": "b"}}"#).labels.isEmpty)
    }

    @Test(arguments: ["[]", "{", "null"])
    func `a configuration that is no object is named`(_ text: String) async throws {
        let error = await #expect(throws: RoostError.self) { try await describe(text) }
        #expect(error?.code == .corrupted)
        #expect(error?.message.contains("config.json") == true)
    }

    @Test func `an onnx file alone says its format`() async throws {
        try await withTemporaryFolder { folder in
            try folder.write("model.onnx")
            #expect(try ModelDescription(of: FolderContents(of: folder)).type == "onnx")
        }
    }
}

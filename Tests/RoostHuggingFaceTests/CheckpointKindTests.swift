import Foundation
import Testing

@testable import RoostHuggingFace

struct CheckpointKindTests {
    private func kind(_ json: String) throws -> CheckpointKind {
        let fields = try Array(json.utf8).withUnsafeBytes { try JSONFile($0, name: "config.json") }
        return try Architectures.kind(of: ModelConfig(fields))
    }

    @Test(
        arguments: [
            ("vit", "ViTForImageClassification", nil), ("vit", "ViTModel", nil), ("vit", nil, nil),
            ("segformer", "SegformerForImageClassification", nil), ("segformer", "SegformerModel", nil),
            ("segformer", "SegformerForSemanticSegmentation", .pixels), ("segformer", nil, .pixels),
            ("detr", "DetrForObjectDetection", .boxes), ("detr", "DetrForSegmentation", .boxesAndMasks),
            ("detr", nil, .boxes), ("table-transformer", "TableTransformerForObjectDetection", .boxes),
            ("mask2former", "Mask2FormerForUniversalSegmentation", .masks),
        ] as [(String, String?, DenseGraph.Outputs?)]
    )
    func `the class decides, else the model_type`(
        _ type: String,
        _ className: String?,
        _ outputs: DenseGraph.Outputs?
    ) throws {
        let named = className.map { #", "architectures": ["\#($0)"]"# } ?? ""
        let kind = try kind(#"{"model_type": "\#(type)"\#(named)}"#)
        #expect(kind.outputs == outputs)
        #expect(className == nil || kind.className == className)
    }

    @Test(arguments: [
        (#"{"model_type": "yolos"}"#, "'yolos', which Roost cannot build"),
        (#"{"architectures": ["DetrForObjectDetection"]}"#, "'model_type' is missing"),
        (#"{"model_type": "detr", "architectures": ["ViTForImageClassification"]}"#, "which is for something else"),
    ])
    func `what is for nothing known is refused`(_ json: String, _ message: String) {
        #expect { try kind(json) } throws: { "\($0)".contains(message) }
    }
}

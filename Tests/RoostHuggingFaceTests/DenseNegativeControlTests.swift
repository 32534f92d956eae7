import Foundation
import RoostHuggingFace
import Testing

/// What the parity tests of detectors and segmenters would miss if they could not fail.
struct DenseNegativeControlTests {
    private static let visible: Float = 10 * ParityTests.tolerance

    @Test(arguments: [
        ("segformer-plain", "num_attention_heads", "[1, 4]"),
        ("segformer-four-stages-relu", "hidden_act", #""gelu""#),
        ("segformer-plain", "hidden_act", #""silu""#),
        ("detr-timm-names", "encoder_attention_heads", "2"),
        ("detr-timm-names", "decoder_attention_heads", "4"),
        ("detr-resnet-names", "activation_function", #""gelu""#),
        ("detr-resnet-names", "auxiliary_loss", "true"),
        ("detr-dilated", "dilation", "false"),
        ("table-transformer-timm-names", "encoder_attention_heads", "2"),
        ("table-transformer-bottleneck-gelu", "activation_function", #""relu""#),
        ("table-transformer-bottleneck-gelu", "auxiliary_loss", "false"),
        ("panoptic-detr-two-layers-gelu", "activation_function", #""relu""#),
        ("mask2former-swin", "activation_function", #""gelu""#),
        ("mask2former-swin-pre-norm-projected", "pre_norm", "false"),
        ("mask2former-resnet", "activation_function", #""gelu""#),
    ])
    func `a wrong configuration shows`(_ name: String, _ key: String, _ json: String) async throws {
        let reference = try DenseReference(name)
        let value = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
        let error = try await reference.withChangedConfig({ $0[key] = value }) { folder in
            try await reference.error(of: HuggingFaceLoader.loadDense(folder: folder))
        }
        #expect(error > Self.visible)
    }

    @Test(arguments: [
        ("segformer-class-defaults", Float(1e-5), Float(1e-6)),
        ("detr-timm-names", 2 * Float.pi, Float(6)), ("table-transformer-timm-names", 2 * Float.pi, Float(6)),
        // The second frequency of the sine positions.
        ("detr-resnet-names", 10, 9), ("table-transformer-resnet-names", 10, 9),
        ("detr-timm-names", -Float.greatestFiniteMagnitude, -1),
        ("panoptic-detr-timm-names", -Float.greatestFiniteMagnitude, -1),
        // Masked attention, and the windows that a shift brings together.
        ("mask2former-resnet", -Float.greatestFiniteMagnitude, 0), ("mask2former-swin", -100, 0),
    ])
    func `a wrong constant in the graph shows`(_ name: String, _ right: Float, _ wrong: Float) async throws {
        let reference = try DenseReference(name)
        let graph = try HuggingFaceLoader.loadDense(folder: reference.folder)
        let model = try graph.model.replacing([UInt8](littleEndian: right), by: [UInt8](littleEndian: wrong))
        #expect(try await reference.error(of: graph, model: model) > Self.visible)
    }

    @Test(arguments: ["detr-timm-names", "table-transformer-timm-names", "panoptic-detr-timm-names"])
    func `padding that may be seen shows`(_ name: String) async throws {
        let reference = try DenseReference(name)
        let graph = try HuggingFaceLoader.loadDense(folder: reference.folder)
        #expect(try await reference.error(of: graph, hidesPadding: false) > Self.visible)
    }

    @Test(arguments: ["segformer-plain", "mask2former-resnet"])
    func `pixels that are not centred show when maps are enlarged`(_ name: String) async throws {
        let reference = try DenseReference(name)
        let graph = try HuggingFaceLoader.loadDense(folder: reference.folder)
        let model = try graph.model.replacing(Array("half_pixel".utf8), by: Array("asymmetric".utf8))
        #expect(try await reference.error(of: graph, model: model) > Self.visible)
    }
}

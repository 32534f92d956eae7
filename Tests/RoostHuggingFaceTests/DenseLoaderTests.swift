import Foundation
import RoostONNX
import RoostTensors
import Testing

@testable import RoostHuggingFace

struct DenseLoaderTests {
    @Test func `a segmenter takes images of every size`() throws {
        let graph = try HuggingFaceLoader.loadDense(folder: DenseReference("segformer-plain").folder)
        let summary = try graph.model.withUnsafeBytes { try ONNXModelSummary.read($0) }
        #expect(
            summary.inputs.first?.dimensions
                == [.symbolic("batch"), .fixed(3), .symbolic("height"), .symbolic("width")]
        )
        #expect(summary.outputs.map(\.name) == graph.outputs.names)
        #expect(graph.labels == ["class 0", "class 1", "class 2"])
        #expect(graph.type == .segmentation)
        #expect(graph.processor.outputSize == ImageSize(512))
        #expect(graph.warnings.count == 1)
    }

    @Test func `a size that is asked for is fixed in the graph`() throws {
        let size = ImageSize(height: 64, width: 96)
        let graph = try HuggingFaceLoader.loadDense(folder: DenseReference("segformer-plain").folder, imageSize: size)
        let summary = try graph.model.withUnsafeBytes { try ONNXModelSummary.read($0) }
        #expect(summary.inputs.first?.dimensions == [.symbolic("batch"), .fixed(3), .fixed(64), .fixed(96)])
        #expect(graph.processor.outputSize == size)
    }

    @Test func `a segmenter is no classifier and the other way round`() throws {
        let segmenter = try DenseReference("segformer-plain").folder
        #expect { try HuggingFaceLoader.load(folder: segmenter) } throws: {
            "\($0)".contains("(SegformerForSemanticSegmentation) has no 'classifier.weight'")
        }
        #expect { try HuggingFaceLoader.loadDense(folder: Reference("segformer-plain").folder) } throws: {
            "\($0)".contains("'SegformerForImageClassification', which is for something else")
        }
        #expect { try HuggingFaceLoader.loadDense(folder: Reference("vit-plain").folder) } throws: {
            "\($0)".contains("'ViTForImageClassification', which is for something else")
        }
        #expect { try HuggingFaceLoader.loadDense(folder: segmenter, type: .detection) } throws: {
            "\($0)".contains("for something else")
        }
    }

    @Test func `what finds things is listed by what it finds`() {
        let detectors = HuggingFaceLoader.availableModels(.detection).map(\.className)
        #expect(detectors == ["DetrForObjectDetection", "TableTransformerForObjectDetection"])
        #expect(HuggingFaceLoader.availableModels(.segmentation).contains { $0.className == "DetrForSegmentation" })
    }

    @Test func `a detector is refused where images are classified`() throws {
        #expect { try HuggingFaceLoader.load(folder: DenseReference("detr-timm-names").folder) } throws: {
            "\($0)".contains("'DetrForObjectDetection' is a model for detection, which does not classify images")
        }
    }

    @Test func `a detector is told which pixels are padding`() throws {
        let graph = try HuggingFaceLoader.loadDense(folder: DenseReference("detr-timm-names").folder)
        #expect(graph.maskInput == "pixel_mask")
        #expect(graph.processor.padding == .batch)
        #expect(graph.processor.resize == .shortestEdge(800, longest: 1333))
        #expect(graph.labels.count == 3)
    }

    @Test(arguments: [
        ("backbone", #""resnet50d""#, "'resnet50d', which Roost cannot build; it has resnet101"),
        ("backbone", #""resnet34""#, "'model.backbone.conv_encoder.model.layer1.2.conv1.weight' is missing"),
        ("backbone_config", #"{"model_type": "swin"}"#, "'swin', which Roost cannot build as a backbone"),
        ("backbone_config", #"{"model_type": "resnet", "out_features": ["stage9"]}"#, "a list of names among stem"),
        (
            "backbone_config", #"{"model_type": "timm_backbone", "backbone": "resnet18", "output_stride": 8}"#,
            "32, or 16"
        ),
        ("d_model", "18", "'d_model' must be a multiple of 4"),
        ("d_model", "4194304", "'d_model' must be a whole number"),
        ("decoder_attention_heads", "3", "a divisor of d_model 16"),
        ("position_embedding_type", #""rotary""#, "sine or learned, not 'rotary'"),
        ("num_queries", "6", "config.json makes it [6, 16]"),
    ])
    func `a detector's configuration that cannot be is refused`(
        _ key: String,
        _ json: String,
        _ message: String
    ) async throws {
        let value = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
        try await DenseReference("detr-timm-names").withChangedConfig({ $0[key] = value }) { folder in
            _ = #expect { try HuggingFaceLoader.loadDense(folder: folder) } throws: { "\($0)".contains(message) }
        }
    }

    @Test(arguments: [
        ("feature_size", "40", "a multiple of 32"),
        ("common_stride", "8", "a smaller one of feature_strides"),
        ("hidden_dim", "18", "a multiple of 4 and of num_attention_heads"),
        ("decoder_layers", "1", "'decoder_layers' must be a whole number"),
        ("backbone_config", #"{"model_type": "dinat"}"#, "'dinat', which Roost cannot build as a backbone"),
        ("backbone_config", #"{"model_type": "swin", "use_absolute_embeddings": true}"#, "'use_absolute_embeddings'"),
        ("backbone_config", #"{"model_type": "swin", "out_features": ["stage4"]}"#, "at least four stages"),
        ("backbone_config", #"{"model_type": "swin", "num_heads": [5, 6, 12, 24]}"#, "divisors of embed_dim"),
    ])
    func `a universal segmenter's configuration that cannot be is refused`(
        _ key: String,
        _ json: String,
        _ message: String
    ) async throws {
        let value = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
        try await DenseReference("mask2former-swin").withChangedConfig({ $0[key] = value }) { folder in
            _ = #expect { try HuggingFaceLoader.loadDense(folder: folder) } throws: { "\($0)".contains(message) }
        }
    }

    @Test(arguments: [
        ("depths", "[1]", "'depths' must be a list of num_encoder_blocks = 2 numbers"),
        ("num_attention_heads", "[3, 2]", "'num_attention_heads' must be divisors of hidden_sizes"),
        ("strides", "[4, 5000]", "at most 1024"),
        ("hidden_act", #""swoosh""#, "'swoosh', which Roost cannot build"),
        ("decoder_hidden_size", "7", "config.json makes it"),
        ("model_type", #""segfomer""#, "nearest: segformer"),
    ])
    func `a segmenter's configuration that cannot be is refused`(
        _ key: String,
        _ json: String,
        _ message: String
    ) async throws {
        let value = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
        try await DenseReference("segformer-plain").withChangedConfig({
            $0[key] = value
            $0["architectures"] = key == "model_type" ? nil : $0["architectures"]
        }) { folder in
            _ = #expect { try HuggingFaceLoader.loadDense(folder: folder) } throws: { "\($0)".contains(message) }
        }
    }
}

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

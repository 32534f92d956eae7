import Foundation
import RoostONNX
import RoostONNXRuntime
import RoostTensors
import Testing

@testable import RoostHuggingFace

struct HuggingFaceLoaderTests {
    @Test func `labels, size and scoring come from the checkpoint`() throws {
        let graph = try HuggingFaceLoader.load(folder: Reference("vit-not-square").folder, imageSize: nil)
        #expect(graph.labels == ["class 0", "class 1", "class 2"])
        #expect(graph.imageSize == ImageSize(height: 12, width: 20))
        #expect(graph.channels == 1)
        #expect(graph.scoring == .softmax)
        #expect(graph.processor.outputSize == graph.imageSize)
        #expect(graph.warnings.count == 1)
        #expect(graph.warnings[0].contains("preprocessor_config.json is missing"))
    }

    @Test func `nothing of the weights is copied into the graph`() throws {
        let graph = try HuggingFaceLoader.load(folder: Reference("vit-bf16-sharded").folder)
        let summary = try graph.model.withUnsafeBytes { try ONNXModelSummary.read($0) }
        #expect(graph.weights.map(\.name) == (1...3).map { "model-0000\($0)-of-00003.safetensors" })
        #expect(Set(summary.externalData.map(\.location)) == Set(graph.weights.map(\.name)))
        #expect(summary.inputs.first?.dimensions == [.symbolic("batch"), .fixed(3), .fixed(16), .fixed(16)])
        #expect(summary.outputs.first?.dimensions == [.symbolic("batch"), .fixed(3)])
    }

    @Test func `a processor that makes other sizes decides, and is mentioned`() async throws {
        let graph = try await Reference("vit-plain").withCopy { folder in
            let json = #"{"image_processor_type":"ViTImageProcessor","size":24}"#
            try Data(json.utf8).write(to: folder.appending(path: "preprocessor_config.json"))
            return try HuggingFaceLoader.load(folder: folder)
        }
        #expect(graph.imageSize == ImageSize(24))
        #expect(graph.warnings.count == 1)
        #expect(graph.warnings[0].contains("trained on 16x16 images and gets 24x24"))
    }

    @Test func `another number of classes gives a new head, the same for the same seed`() throws {
        let folder = try Reference("vit-plain").folder
        let graph = try HuggingFaceLoader.load(folder: folder, labelCount: 7)
        #expect(graph.labels == (0..<7).map { "LABEL_\($0)" })
        #expect(graph.warnings.contains { $0.contains("the head is new, with 7 classes") })
        #expect(try HuggingFaceLoader.load(folder: folder, labelCount: 7).model == graph.model)
        #expect(try HuggingFaceLoader.load(folder: folder, labelCount: 7, seed: 1).model != graph.model)
        #expect(try HuggingFaceLoader.load(folder: folder, labelCount: 3).labels[0] == "class 0")
    }

    @Test func `a new head runs`() async throws {
        let graph = try HuggingFaceLoader.load(
            folder: Reference("resnet-basic").folder,
            labelCount: 9,
            imageSize: ImageSize(32)
        )
        let session = try await TestRuntime.load().session(
            model: graph.model,
            weights: graph.weights.map { .init(location: $0.name, bytes: $0.mapping.bytes, owner: $0.mapping) }
        )
        let output = try await session.run([graph.inputName: Reference("resnet-basic").input])[graph.outputName]
        #expect(output?.shape == [2, 9])
    }

    @Test func `a bare backbone needs a number of classes`() async throws {
        try await Reference("vit-plain").withCopy { folder in
            let config = try String(contentsOf: folder.appending(path: "config.json"), encoding: .utf8)
            let renamed = config.replacing("ViTForImageClassification", with: "ViTModel")
            try Data(renamed.utf8).write(to: folder.appending(path: "config.json"))
            let weights = folder.appending(path: "model.safetensors")
            let named = try [UInt8](Data(contentsOf: weights))
            let headless = try named.replacing(Array("classifier.".utf8), by: Array("somethingx.".utf8))
            try Data(headless).write(to: weights)
            #expect { try HuggingFaceLoader.load(folder: folder) } throws: {
                "\($0)".contains("(ViTModel) has no 'classifier.weight'") && "\($0)".contains("give num_classes")
            }
            #expect(try HuggingFaceLoader.load(folder: folder, labelCount: 3).warnings.last?.contains("new") == true)
        }
    }

    @Test func `more channels than the checkpoint has are refused`() throws {
        let folder = try Reference("vit-plain").folder
        #expect { try HuggingFaceLoader.load(folder: folder, channels: 4) } throws: {
            "\($0)".contains("the checkpoint takes 3, not 4")
        }
    }

    @Test func `numbers out of range are refused`() throws {
        let folder = try Reference("vit-plain").folder
        #expect { try HuggingFaceLoader.load(folder: folder, imageSize: ImageSize(8192)) } throws: {
            "\($0)".contains("3 channels of 8192x8192 are more than")
        }
        #expect(throws: HuggingFaceError.self) { try HuggingFaceLoader.load(folder: folder, imageSize: ImageSize(0)) }
        #expect(throws: HuggingFaceError.self) { try HuggingFaceLoader.load(folder: folder, labelCount: -1) }
    }

    @Test func `a configuration finds its folder, and knows what it cannot load`() throws {
        let path = try Reference("vit-plain").folder.path(percentEncoded: false)
        let folder = try ModelConfiguration(name: "a", type: .classification, pretrained: .folder(path: path))
        #expect(try HuggingFaceLoader.load(folder).architecture == "vit")
        let hub = try ModelConfiguration(name: "a", type: .classification, pretrained: .hub("a/b"))
        #expect { try HuggingFaceLoader.load(hub) } throws: { "\($0)".contains("fetch it first") }
        #expect(try HuggingFaceLoader.load(hub, from: URL(filePath: path)).architecture == "vit")
        let detector = try ModelConfiguration(name: "a", type: .detection, pretrained: .folder(path: path))
        #expect { try HuggingFaceLoader.load(detector) } throws: {
            "\($0)".contains("a model for detection is no classifier")
        }
    }

    @Test func `the families are listed by what they are for`() {
        let models = HuggingFaceLoader.availableModels(.classification)
        #expect(models.map(\.modelType) == ["vit", "resnet", "convnext", "convnextv2", "segformer"])
        let segmenters = HuggingFaceLoader.availableModels(.segmentation)
        #expect(segmenters.contains { $0.className == "SegformerForSemanticSegmentation" })
        #expect(!segmenters.contains { $0.className == "SegformerForImageClassification" })
    }
}

import Foundation
import RoostHuggingFace
import Testing

/// What the parity tests would miss if they could not fail: each mistake must move the logits by far more.
struct NegativeControlTests {
    private static let visible: Float = 10 * ParityTests.tolerance

    @Test(arguments: [
        ("vit-class-defaults", "layer_norm_eps", 1e-6),
        ("vit-no-qkv-bias-tanh-gelu", "layer_norm_eps", 1e-12),
        ("convnext-class-defaults", "layer_norm_eps", 1e-6),
        ("convnext-not-square-patch-2", "layer_norm_eps", 1e-12),
        ("convnextv2-not-square-patch-2", "layer_norm_eps", 1e-12),
    ])
    func `a wrong epsilon in the configuration shows`(_ name: String, _ key: String, _ value: Double) async throws {
        try await expectVisible(name) { $0[key] = value }
    }

    @Test(arguments: [
        ("vit-plain", "gelu_new"), ("vit-no-qkv-bias-tanh-gelu", "gelu"), ("vit-odd-patch", "silu"),
        ("convnext-plain", "relu"), ("convnextv2-three-stages-relu", "gelu"),
        ("resnet-basic", "gelu"), ("resnet-basic-downsampling-first", "relu"),
    ])
    func `a wrong activation shows`(_ name: String, _ activation: String) async throws {
        // The two GELUs differ by 5e-4 at most, so they are allowed to move the logits less.
        let close = name.hasPrefix("vit") && activation.hasPrefix("gelu")
        try await expectVisible(name, by: close ? 2 * ParityTests.tolerance : Self.visible) {
            $0["hidden_act"] = activation
        }
    }

    @Test func `a wrong number of heads shows`() async throws {
        try await expectVisible("vit-plain") { $0["num_attention_heads"] = 4 }
    }

    @Test func `a stride in the wrong place of the bottleneck shows`() async throws {
        try await expectVisible("resnet-bottleneck-downsampling-early") { $0["downsample_in_bottleneck"] = false }
        try await expectVisible("resnet-bottleneck") { $0["downsample_in_bottleneck"] = true }
    }

    @Test func `a layer scale left out shows`() async throws {
        try await expectVisible("convnext-plain") { $0["layer_scale_init_value"] = 0 }
    }

    @Test(arguments: [
        ("resnet-basic", Float(1e-5), Float(1e-4)), ("resnet-bottleneck", 1e-5, 1e-4),
        ("convnext-plain", 1e-6, 1e-5), ("convnextv2-plain", 1e-6, 1e-5),
        ("vit-larger-image", -0.75, -0.5), ("vit-smaller-image", -0.75, -0.5),
    ])
    func `a wrong constant in the graph shows`(_ name: String, _ right: Float, _ wrong: Float) async throws {
        let reference = try Reference(name)
        let graph = try HuggingFaceLoader.load(folder: reference.folder, imageSize: reference.imageSize)
        let model = try graph.model.replacing([UInt8](littleEndian: right), by: [UInt8](littleEndian: wrong))
        #expect(try await reference.error(of: graph, model: model) > Self.visible)
    }

    @Test func `a wrong epsilon of the response normalisation shows`() async throws {
        let reference = try Reference("convnextv2-faint-response")
        let graph = try HuggingFaceLoader.load(folder: reference.folder, imageSize: reference.imageSize)
        // The layer norms have the same epsilon, as attributes; the constant comes after all nodes.
        let model = try graph.model.replacing(
            [UInt8](littleEndian: 1e-6),
            by: [UInt8](littleEndian: 1e-5),
            onlyLast: true
        )
        #expect(try await reference.error(of: graph, model: model) > Self.visible)
    }

    @Test func `pixels that are not centred show when the position table is stretched`() async throws {
        let reference = try Reference("vit-larger-image")
        let graph = try HuggingFaceLoader.load(folder: reference.folder, imageSize: reference.imageSize)
        let model = try graph.model.replacing(Array("half_pixel".utf8), by: Array("asymmetric".utf8))
        #expect(try await reference.error(of: graph, model: model) > Self.visible)
    }

    @Test func `a position table that is not added shows`() async throws {
        let reference = try Reference("vit-plain")
        let graph = try HuggingFaceLoader.load(folder: reference.folder)
        let file = try #require(graph.weights.first?.mapping)
        let header = try SafetensorsHeader.parse(file.bytes, fileSize: file.bytes.count)
        let table = try #require(header["vit.embeddings.position_embeddings"])
        let error = try await reference.withCopy { copy in
            let zeros = [UInt8](repeating: 0, count: table.length)
            let handle = try FileHandle(forUpdating: copy.appending(path: file.name))
            try handle.seek(toOffset: UInt64(table.offset))
            try handle.write(contentsOf: zeros)
            try handle.close()
            return try await reference.error(of: HuggingFaceLoader.load(folder: copy))
        }
        #expect(error > Self.visible)
    }

    /// The error of the graph built with a changed configuration.
    private func expectVisible(
        _ name: String,
        by least: Float = visible,
        _ change: (inout [String: Any]) -> Void
    ) async throws {
        let reference = try Reference(name)
        let error = try await reference.withChangedConfig(change) { folder in
            try await reference.error(of: HuggingFaceLoader.load(folder: folder, imageSize: reference.imageSize))
        }
        #expect(error > least)
    }
}

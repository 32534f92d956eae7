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
    ])
    func `a wrong configuration shows`(_ name: String, _ key: String, _ json: String) async throws {
        let reference = try DenseReference(name)
        let value = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
        let error = try await reference.withChangedConfig({ $0[key] = value }) { folder in
            try await reference.error(of: HuggingFaceLoader.loadDense(folder: folder))
        }
        #expect(error > Self.visible)
    }

    @Test(arguments: [("segformer-class-defaults", Float(1e-5), Float(1e-6))])
    func `a wrong constant in the graph shows`(_ name: String, _ right: Float, _ wrong: Float) async throws {
        let reference = try DenseReference(name)
        let graph = try HuggingFaceLoader.loadDense(folder: reference.folder)
        let model = try graph.model.replacing([UInt8](littleEndian: right), by: [UInt8](littleEndian: wrong))
        #expect(try await reference.error(of: graph, model: model) > Self.visible)
    }

    @Test func `pixels that are not centred show when maps are enlarged`() async throws {
        let reference = try DenseReference("segformer-plain")
        let graph = try HuggingFaceLoader.loadDense(folder: reference.folder)
        let model = try graph.model.replacing(Array("half_pixel".utf8), by: Array("asymmetric".utf8))
        #expect(try await reference.error(of: graph, model: model) > Self.visible)
    }
}

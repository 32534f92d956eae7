import RoostHuggingFace
import Testing

/// Every family in every configuration of the fixtures, against `transformers`.
struct ParityTests {
    static let tolerance: Float = 1e-4

    @Test(arguments: Reference.names)
    func `logits equal those of transformers`(_ name: String) async throws {
        let reference = try Reference(name)
        let graph = try HuggingFaceLoader.load(folder: reference.folder, imageSize: reference.imageSize)
        #expect(try await reference.error(of: graph) < Self.tolerance)
    }

    @Test(arguments: Reference.names)
    func `operators of the standard alone give the same logits`(_ name: String) async throws {
        let reference = try Reference(name)
        let graph = try HuggingFaceLoader.load(
            folder: reference.folder,
            imageSize: reference.imageSize,
            standardOperatorsOnly: true
        )
        #expect(graph.model.firstRange(of: Array("com.microsoft".utf8)) == nil)
        #expect(try await reference.error(of: graph) < Self.tolerance)
    }

    @Test func `there are at least four configurations of each family`() {
        for family in ["vit-", "resnet-", "convnext-", "convnextv2-", "segformer-"] {
            #expect(Reference.names.count { $0.hasPrefix(family) } >= 4)
        }
    }
}

import RoostHuggingFace
import Testing

/// Every detector and segmenter of the fixtures, in one session over batches of several sizes, against `transformers`.
struct DenseParityTests {
    @Test(arguments: DenseReference.names)
    func `raw outputs equal those of transformers`(_ name: String) async throws {
        let reference = try DenseReference(name)
        let graph = try HuggingFaceLoader.loadDense(folder: reference.folder)
        #expect(reference.batches.count > 0)
        #expect(try await reference.error(of: graph) < ParityTests.tolerance)
    }

    @Test(arguments: DenseReference.names)
    func `operators of the standard alone give the same outputs`(_ name: String) async throws {
        let reference = try DenseReference(name)
        let graph = try HuggingFaceLoader.loadDense(folder: reference.folder, standardOperatorsOnly: true)
        #expect(graph.model.firstRange(of: Array("com.microsoft".utf8)) == nil)
        #expect(try await reference.error(of: graph) < ParityTests.tolerance)
    }

    @Test(arguments: ["segformer-", "detr-", "table-transformer-", "panoptic-detr-", "mask2former-"])
    func `there are at least four configurations of each family`(_ family: String) {
        #expect(DenseReference.names.count { $0.hasPrefix(family) } >= 4)
    }
}

import Crypto
import Foundation
import RoostEntities

/// Names features by all they depend on: same name, same numbers.
package struct FeatureKey: Hashable, Sendable {
    /// SHA-256 over all of it.
    package let digest: RoostEntities.Digest

    /// - Parameters:
    ///   - model: of the version that computes them.
    ///   - snapshot: of the items.
    ///   - subset: which of them.
    ///   - preprocessing: how images are prepared, written in any way that differs when it does.
    ///   - batchSize: how many items are computed at once; kernels may round differently for other numbers.
    package init(
        model: RoostEntities.Digest,
        snapshot: RoostEntities.Digest,
        subset: Subset,
        preprocessing: String,
        batchSize: Int
    ) {
        let parts = ["roost-features/1", model.text, snapshot.text, subset.rawValue, preprocessing, "\(batchSize)"]
        // Each part's length goes before it, so that no two lists of parts are the same text.
        let text = parts.map { "\($0.utf8.count):\($0)" }.joined(separator: "\n")
        digest = RoostEntities.Digest(bytes: SHA256.hash(data: Data(text.utf8)))
    }
}

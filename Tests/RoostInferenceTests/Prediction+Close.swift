import RoostEntities

extension Prediction {
    /// The same labels with the same scores, but for the last bits that the size of a batch may change.
    func isClose(to other: Prediction) -> Bool {
        failure == other.failure && annotations.map(\.label) == other.annotations.map(\.label)
            && zip(annotations, other.annotations).allSatisfy { abs(($0.score ?? 0) - ($1.score ?? 1)) < 1e-6 }
    }
}

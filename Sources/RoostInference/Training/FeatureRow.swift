import RoostAdapters

/// What a model makes of an item just before its head.
struct FeatureRow: ItemAnswer {
    /// `nil` when it failed.
    let values: [Float]?
    let failure: String?

    init(_ values: [Float]) {
        self.values = values
        failure = nil
    }

    init(failure: String) {
        values = nil
        self.failure = failure
    }
}

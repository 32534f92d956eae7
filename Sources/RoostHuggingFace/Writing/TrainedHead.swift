import RoostTensors

/// A new last layer: one row of weights and one bias a label.
package struct TrainedHead: Hashable, Sendable {
    package let labels: [String]
    /// Columns of ``weights``.
    package let features: Int
    /// Row by row, `labels.count` rows.
    package let weights: [Float]
    package let biases: [Float]

    /// - Throws: ``HuggingFaceError`` when the numbers are not as many as they must be or not all finite, or a label
    ///   is there twice.
    package init(labels: [String], features: Int, weights: [Float], biases: [Float]) throws(HuggingFaceError) {
        guard (1...ModelConfig.maximumLabels).contains(labels.count), Set(labels).count == labels.count else {
            throw HuggingFaceError(
                .invalid,
                "the new head has \(labels.count) labels: give 1 to \(ModelConfig.maximumLabels), each once"
            )
        }
        let (count, overflow) = labels.count.multipliedReportingOverflow(by: features)
        guard !overflow, features > 0, weights.count == count, biases.count == labels.count else {
            throw HuggingFaceError(
                .invalid,
                "the new head has \(weights.count) weights and \(biases.count) biases for \(labels.count) labels and "
                    + "\(features) features; it must have \(labels.count) rows of \(features), and a bias a row"
            )
        }
        guard weights.allSatisfy(\.isFinite), biases.allSatisfy(\.isFinite) else {
            throw HuggingFaceError(.invalid, "the new head has numbers that are not finite; raise l2 and train again")
        }
        self.labels = labels
        self.features = features
        self.weights = weights
        self.biases = biases
    }
}

extension ClassificationReport {
    /// Whether a version is as sure as it is right: whether 80 % of the answers that it gives with 0.8 are right.
    ///
    /// Confidences of the answers fall into bins of equal width, each without its lower and with its upper bound
    /// (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017).
    public struct Calibration: Sendable, Codable, Hashable {
        /// Mean gap between confidence and accuracy over the bins, weighted by how many answers they have.
        public let ece: Double
        /// Widest gap.
        public let mce: Double
        /// From 0 to 1, the empty ones too: the reliability curve.
        public let bins: [Bin]

        package init(ece: Double, mce: Double, bins: [Bin]) {
            self.ece = ece
            self.mce = mce
            self.bins = bins
        }
    }

    public struct Bin: Sendable, Codable, Hashable {
        public let lower: Double
        public let upper: Double
        public let count: Int
        /// Mean confidence of its answers; `nil` when it has none.
        public let confidence: Double?
        /// Share of its answers that are right; `nil` when it has none.
        public let accuracy: Double?

        package init(lower: Double, upper: Double, count: Int, confidence: Double?, accuracy: Double?) {
            self.lower = lower
            self.upper = upper
            self.count = count
            self.confidence = confidence
            self.accuracy = accuracy
        }
    }
}

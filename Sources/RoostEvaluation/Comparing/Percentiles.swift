import RoostEntities

extension Comparison.Estimate {
    /// A number with the middle `confidence` of what it was in the draws; those without a value are left out.
    ///
    /// Percentiles lie between their neighbours in proportion, as numpy has them. There are none when the number had
    /// a value in less than half of the draws.
    init(value: Double, draws: [Double?], confidence: Double) {
        let sorted = draws.compactMap { $0 }.sorted()
        guard sorted.count > 1, 2 * sorted.count >= draws.count else {
            self.init(value: value, lower: nil, upper: nil)
            return
        }
        self.init(
            value: value,
            lower: Self.quantile((1 - confidence) / 2, of: sorted),
            upper: Self.quantile((1 + confidence) / 2, of: sorted)
        )
    }

    private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
        let place = share * Double(sorted.count - 1)
        let index = min(Int(place), sorted.count - 2)
        return sorted[index] + (sorted[index + 1] - sorted[index]) * (place - Double(index))
    }
}

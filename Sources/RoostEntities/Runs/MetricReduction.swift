/// Thins out a metric's points so that a chart of them looks the same: of every stretch of steps the least and the
/// greatest value stay.
///
/// It takes points in the order of their steps, one by one, and keeps no more than it gives.
package struct MetricReduction: Sendable {
    private let steps: ClosedRange<Int64>
    private let stretches: UInt64
    private var current: (index: UInt64, stretch: Stretch)?
    /// What is left of the points so far.
    private var kept: [MetricPoint] = []

    /// - Parameters:
    ///   - steps: The first and the last step there is.
    ///   - limit: How many points may stay, at least 2.
    package init(steps: ClosedRange<Int64>, limit: Int) {
        self.steps = steps
        stretches = UInt64(max(limit / 2, 1))
    }

    package mutating func add(_ point: MetricPoint) {
        let index = self.index(of: point.step)
        guard current?.index == index else {
            kept += current?.stretch.points ?? []
            current = (index, Stretch(point))
            return
        }
        current?.stretch.add(point)
    }

    /// In the order of the steps.
    package var points: [MetricPoint] { kept + (current?.stretch.points ?? []) }

    private func index(of step: Int64) -> UInt64 {
        let offset = UInt64(bitPattern: min(max(step, steps.lowerBound), steps.upperBound) &- steps.lowerBound)
        let span = UInt64(bitPattern: steps.upperBound &- steps.lowerBound)
        guard span >= stretches else { return offset }
        // Wider than 64 bits in between: steps may lie at both ends of what there is.
        let product = offset.multipliedFullWidth(by: stretches)
        guard product.high < span else { return stretches - 1 }
        return min(span.dividingFullWidth(product).quotient, stretches - 1)
    }
}

extension MetricReduction {
    /// Points whose steps fall together.
    private struct Stretch: Sendable {
        private var first: MetricPoint
        private var least: MetricPoint?
        private var greatest: MetricPoint?

        init(_ point: MetricPoint) {
            first = point
            add(point)
        }

        mutating func add(_ point: MetricPoint) {
            guard !point.value.isNaN else { return }
            if least.map({ point.value < $0.value }) ?? true { least = point }
            if greatest.map({ point.value > $0.value }) ?? true { greatest = point }
        }

        /// Two at most; where no value is a number the first of them, so that the gap stays.
        var points: [MetricPoint] {
            guard let least, let greatest else { return [first] }
            guard least != greatest else { return [least] }
            let isLeastFirst = (least.step, least.at) <= (greatest.step, greatest.at)
            return isLeastFirst ? [least, greatest] : [greatest, least]
        }
    }
}

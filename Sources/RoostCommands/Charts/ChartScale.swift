import Foundation

/// The stretch of numbers an axis shows, with round ones to write beside it.
struct ChartScale: Sendable, Hashable {
    let range: ClosedRange<Double>
    /// Ascending, within the range.
    let ticks: [Double]
    /// Between two ticks.
    private let step: Double

    /// - Parameters:
    ///   - values: What has to fit; those that are not finite do not matter.
    ///   - count: About how many ticks there are.
    init(_ values: some Sequence<Double>, count: Int) {
        let finite = values.filter(\.isFinite)
        let range = Self.widened((finite.min() ?? 0)...(finite.max() ?? 1))
        // In halves, since the whole may be more than a Double holds.
        let half = range.upperBound / 2 - range.lowerBound / 2
        let step = Self.round(half / Double(max(count, 2)) * 2)
        let first = (range.lowerBound / step).rounded(.up)
        let ticks = (0...2 * max(count, 2)).map { (first + Double($0)) * step }.filter(range.contains)
        self.range = range
        self.step = step
        self.ticks = ticks.reduce(into: []) { kept, tick in
            if kept.last != tick { kept.append(tick == 0 ? 0 : tick) }
        }
    }

    /// Where a value lies: 0 at the beginning of the range, 1 at its end.
    func share(_ value: Double) -> Double {
        let half = range.upperBound / 2 - range.lowerBound / 2
        return min(max((value / 2 - range.lowerBound / 2) / half, 0), 1)
    }

    /// A number with as many digits as tell it from the next tick.
    func label(_ value: Double) -> String {
        let largest = max(abs(range.lowerBound), abs(range.upperBound))
        guard largest < 1e6, step >= 1e-5 else { return String(format: "%.3g", value) }
        return String(format: "%.\(max(0, Int(-log10(step).rounded(.down))))f", value)
    }

    /// A single value gets room on both sides.
    private static func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
        let value = range.lowerBound
        guard value / 2 == range.upperBound / 2 else { return range }
        let room = value == 0 ? 1 : max(abs(value) / 10, .leastNormalMagnitude)
        let greatest = Double.greatestFiniteMagnitude
        return max(value - room, -greatest)...min(value + room, greatest)
    }

    /// The next of 1, 2 and 5 times a power of ten.
    private static func round(_ step: Double) -> Double {
        let power = pow(10, log10(step).rounded(.down))
        guard power > 0, power.isFinite else { return step }
        let multiple = [1, 2, 5, 10].first { $0 * power >= step * 0.999 } ?? 10
        return multiple * power
    }
}

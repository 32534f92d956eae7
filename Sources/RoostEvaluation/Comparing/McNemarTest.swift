import Foundation
import RoostEntities

extension Comparison.McNemar {
    /// Tests whether two versions are right equally often, from the items that only one of them gets right.
    ///
    /// Below 25 such items by the binomial distribution, else by chi-square with Edwards' continuity correction, which
    /// never turns an even count into a difference.
    package init(fixed: Int, broken: Int) {
        let count = fixed + broken
        guard count >= 25 else {
            self.init(method: .exact, statistic: nil, p: Self.binomial(min(fixed, broken), of: count))
            return
        }
        let gap = Double(max(0, abs(fixed - broken) - 1))
        let statistic = gap * gap / Double(count)
        self.init(method: .corrected, statistic: statistic, p: erfc((statistic / 2).squareRoot()))
    }

    /// How likely `count` fair coins fall at least as unevenly as `fewer` on one side, either side.
    private static func binomial(_ fewer: Int, of count: Int) -> Double {
        var (ways, sum) = (1.0, 0.0)
        for number in 0...fewer {
            sum += ways
            ways *= Double(count - number) / Double(number + 1)
        }
        return min(1, 2 * sum / Double(sign: .plus, exponent: count, significand: 1))
    }
}

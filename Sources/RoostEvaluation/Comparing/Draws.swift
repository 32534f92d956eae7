import RoostEntities

/// Numbers of versions, over the items as they are and over each draw.
struct Draws {
    /// A number that is followed through the draws.
    struct Column {
        let name: String
        let value: (Tally) -> Double?
    }

    /// What a number came to; `nil` where it was undefined.
    struct Series {
        fileprivate(set) var value: Double?
        fileprivate(set) var draws: [Double?] = []
    }

    let columns: [Column]
    /// By version, then by column.
    private(set) var series: [[Series]]

    /// Draws items anew, the same for all versions, and computes all columns each time.
    init(
        _ columns: [Column],
        of kinds: [Comparing.Kind],
        versionCount: Int,
        labelCount: Int,
        isDetailed: Bool,
        resamples: Int,
        seed: UInt64
    ) {
        self.columns = columns
        series = Array(repeating: Array(repeating: Series(), count: columns.count), count: versionCount)
        guard !kinds.isEmpty else { return }
        let answers = (0..<versionCount).map { Tally.Answers(kinds, version: $0, isDetailed: isDetailed) }
        var tally = Tally(classCount: labelCount)
        var resampling = Resampling(of: kinds.map(\.count), seed: seed)
        for version in series.indices {
            tally.count(resampling.counts, of: answers[version])
            for (index, column) in columns.enumerated() { series[version][index].value = column.value(tally) }
        }
        for _ in 0..<resamples {
            resampling.draw()
            for version in series.indices {
                tally.count(resampling.counts, of: answers[version])
                for (index, column) in columns.enumerated() { series[version][index].draws.append(column.value(tally)) }
            }
        }
    }

    /// A version's numbers with their intervals.
    func estimates(_ version: Int) -> [String: Comparison.Estimate] {
        var estimates: [String: Comparison.Estimate] = [:]
        for (column, series) in zip(columns, series[version]) {
            estimates[column.name] = series.value.map {
                Comparison.Estimate(value: $0, draws: series.draws, confidence: Comparing.confidence)
            }
        }
        return estimates
    }

    /// The second version's numbers less the first's, with intervals of the differences.
    func differences(_ first: Int, _ second: Int) -> [String: Comparison.Estimate] {
        var estimates: [String: Comparison.Estimate] = [:]
        for (index, column) in columns.enumerated() {
            let (before, after) = (series[first][index], series[second][index])
            guard let from = before.value, let to = after.value else { continue }
            let draws = zip(before.draws, after.draws).map { from, to -> Double? in
                guard let from, let to else { return nil }
                return to - from
            }
            estimates[column.name] = Comparison.Estimate(
                value: to - from,
                draws: draws,
                confidence: Comparing.confidence
            )
        }
        return estimates
    }
}

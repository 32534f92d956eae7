import RoostEntities

/// Numbers of versions, over the items as they are and over each draw.
struct Draws {
    /// A number that is followed through the draws.
    struct Column {
        let name: String
        let value: (Tally) -> Double?
    }

    /// What a number came to; `nil` where it was undefined.
    private struct Series {
        var value: Double?
        var draws: [Double?] = []
    }

    private let names: [String]
    /// By version, then by name.
    private var series: [[Series]]

    /// Numbers of these names, none of which has a value yet.
    init(_ names: [String], versionCount: Int) {
        self.names = names
        series = Array(repeating: Array(repeating: Series(), count: names.count), count: versionCount)
    }

    /// Notes a version's numbers, in the order of the names, over the items as they are.
    mutating func note(_ values: [Double?], of version: Int) {
        for (index, value) in values.enumerated() { series[version][index].value = value }
    }

    /// Notes a version's numbers over one more draw.
    mutating func noteDraw(_ values: [Double?], of version: Int) {
        for (index, value) in values.enumerated() { series[version][index].draws.append(value) }
    }

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
        self.init(columns.map(\.name), versionCount: versionCount)
        guard !kinds.isEmpty else { return }
        let answers = (0..<versionCount).map { Tally.Answers(kinds, version: $0, isDetailed: isDetailed) }
        var tally = Tally(classCount: labelCount)
        var resampling = Resampling(of: kinds.map(\.count), seed: seed)
        for version in series.indices {
            tally.count(resampling.counts, of: answers[version])
            note(columns.map { $0.value(tally) }, of: version)
        }
        for _ in 0..<resamples {
            resampling.draw()
            for version in series.indices {
                tally.count(resampling.counts, of: answers[version])
                noteDraw(columns.map { $0.value(tally) }, of: version)
            }
        }
    }

    /// A version's numbers with their intervals.
    func estimates(_ version: Int) -> [String: Comparison.Estimate] {
        var estimates: [String: Comparison.Estimate] = [:]
        for (name, series) in zip(names, series[version]) {
            estimates[name] = series.value.map {
                Comparison.Estimate(value: $0, draws: series.draws, confidence: Comparing.confidence)
            }
        }
        return estimates
    }

    /// The second version's numbers less the first's, with intervals of the differences.
    func differences(_ first: Int, _ second: Int) -> [String: Comparison.Estimate] {
        var estimates: [String: Comparison.Estimate] = [:]
        for (index, name) in names.enumerated() {
            let (before, after) = (series[first][index], series[second][index])
            guard let from = before.value, let to = after.value else { continue }
            let draws = zip(before.draws, after.draws).map { from, to -> Double? in
                guard let from, let to else { return nil }
                return to - from
            }
            estimates[name] = Comparison.Estimate(
                value: to - from,
                draws: draws,
                confidence: Comparing.confidence
            )
        }
        return estimates
    }
}

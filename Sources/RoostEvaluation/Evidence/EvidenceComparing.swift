import RoostEntities

/// Puts detectors or segmenters side by side on items that all of them answered, from their evidence alone.
package struct EvidenceComparing: Sendable {
    /// Answers, objects and labels of items together, times how often they are drawn, at most: minutes of one core.
    package static let workLimit = 20_000_000_000

    private let versions: [String]
    private let evidence: [Evidence]
    private let formula: Formula
    private let resamples: Int
    private let seed: UInt64
    /// The items that are compared, by their place in each evidence.
    private let items: [[Int]]

    /// Items that are left out, because a version has no answer for them or did not judge them, or because their ground
    /// truth is not the same for all.
    package let leftOut: Int

    /// A comparison of these versions.
    ///
    /// - Parameters:
    ///   - versions: 1 to 32 of them, as a person calls them, such as `cars:1`.
    ///   - evidence: Of one kind, in the same order.
    ///   - metric: What the verdict goes by: a number that can be compared, such as `ap`, `ap("car")`, `mean_iou` or
    ///     `pq`, the name of one of `userMetrics`, or an expression of these; `nil` is the main number of the kind.
    ///   - userMetrics: What users defined.
    ///   - resamples: How often the items are drawn anew, 100 to 10,000.
    ///   - seed: Of these draws.
    /// - Throws: `invalidArgument` for numbers outside these bounds, evidence of different kinds, and metrics that cannot
    ///   be compared by.
    package init(
        versions: [String],
        evidence: [Evidence],
        metric: String? = nil,
        userMetrics: [UserMetric] = [],
        resamples: Int = 2_000,
        seed: UInt64 = 0
    ) throws(RoostError) {
        guard (1...32).contains(versions.count), versions.count == evidence.count else {
            throw RoostError(.invalidArgument, "1 to 32 versions can be compared, each by its evidence")
        }
        guard (100...10_000).contains(resamples) else {
            throw RoostError(.invalidArgument, "items are drawn anew 100 to 10,000 times, not \(resamples)")
        }
        let kinds = Set(evidence.map(\.kind))
        guard let kind = kinds.first, kinds.count == 1 else {
            throw RoostError(
                .invalidArgument,
                "versions that do different things cannot be compared; evaluate them for one task"
            )
        }
        let rows = evidence.reduce(0) { $0 + $1.rowCount }
        guard rows <= Self.workLimit / resamples else {
            throw RoostError(
                .tooLarge,
                "what \(rows) answers and objects amount to cannot be drawn \(resamples) times; compare on a subset, or "
                    + "draw \(Self.workLimit / max(1, rows)) times, which must be 100 at least"
            )
        }
        self.versions = versions
        self.evidence = evidence
        self.resamples = resamples
        self.seed = seed
        formula = try Formula(metric ?? kind.mainMetric, userMetrics: userMetrics)
        items = Self.common(evidence)
        leftOut = Set(evidence.flatMap(\.items.ids)).count - (items.first?.count ?? 0)
    }

    /// Everything about the items that all versions answered.
    ///
    /// Intervals are percentiles of the nonparametric bootstrap (Efron 1979) over items, the same draws for all versions;
    /// what became of their objects is not judged again. Takes time by answers and draws: call it where long work may
    /// run.
    ///
    /// - Throws: `invalidArgument` when the metric cannot be compared by, or evidence contradicts itself.
    package func comparison() throws(RoostError) -> Comparison {
        let labels = Array(Set(evidence.flatMap(\.labels))).sorted()
        guard labels.count <= ObjectColumns.maximumLabelCount else {
            throw RoostError(
                .tooLarge,
                "versions of \(ObjectColumns.maximumLabelCount) labels together can be compared; compare fewer"
            )
        }
        let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        let parts = zip(evidence, items).map { evidence, items in
            EvidencePart(
                evidence: evidence,
                items: items,
                labels: evidence.labels.map { numbers[$0] ?? 0 },
                labelCount: labels.count
            )
        }
        if let first = parts.first?.truths, parts.contains(where: { $0.truths != first }) {
            throw ColumnReader.fault("says another ground truth than that of the other version")
        }
        guard let kind = evidence.first?.kind else { return try comparison(parts, labels) { DetectionTally($0) } }
        switch kind {
        case .detection, .classification: return try comparison(parts, labels) { DetectionTally($0) }
        case .segmentation: return try comparison(parts, labels) { SegmentationTally($0) }
        case .panoptic: return try comparison(parts, labels) { PanopticTally($0) }
        }
    }

    /// The items of the first evidence that all have an answer for and the same ground truth, by their place in each.
    private static func common(_ evidence: [Evidence]) -> [[Int]] {
        let places = evidence.map { evidence in
            Dictionary(uniqueKeysWithValues: evidence.items.ids.enumerated().map { ($1, $0) })
        }
        var common = evidence.map { _ in [Int]() }
        for id in evidence.first?.items.ids ?? [] {
            let found = places.compactMap { $0[id] }
            guard found.count == evidence.count else { continue }
            let prints = Set(zip(evidence, found).map { $0.items.fingerprints[$1] })
            guard prints.count == 1, zip(evidence, found).allSatisfy({ $0.items.failed[$1] == 0 }) else { continue }
            for (version, place) in found.enumerated() { common[version].append(place) }
        }
        return common
    }

    private func comparison<Tally: EvidenceTally>(
        _ parts: [EvidencePart],
        _ labels: [String],
        _ tally: (EvidencePart) -> Tally
    ) throws(RoostError) -> Comparison {
        let numbers = try numbers(Tally.self, labels)
        let goal = Verdict.Goal(name: formula.name, isShare: numbers[formula.name] != nil)
        let columns = Tally.names + (Tally.names.contains(formula.name) ? [] : [formula.name])
        let values = { (tally: Tally) in
            columns.map { name in
                guard name != formula.name else { return formula.value(numbers.compactMapValues { $0(tally) }) }
                return tally.value(name)
            }
        }
        var tallies = parts.map(tally)
        var draws = Draws(columns, versionCount: versions.count)
        let count = items.first?.count ?? 0
        if count > 0 {
            var resampling = Resampling(of: Array(repeating: 1, count: count), seed: seed)
            for version in tallies.indices {
                tallies[version].count(resampling.counts)
                draws.note(values(tallies[version]), of: version)
            }
            for _ in 0..<resamples {
                resampling.draw()
                for version in tallies.indices {
                    tallies[version].count(resampling.counts)
                    draws.noteDraw(values(tallies[version]), of: version)
                }
            }
        }
        return comparison(goal, draws, findings: parts.map(\.findings), count: count)
    }

    private func comparison(_ goal: Verdict.Goal, _ draws: Draws, findings: [[Bool]], count: Int) -> Comparison {
        let standings = versions.indices.map {
            Comparison.Standing(version: versions[$0], metrics: draws.estimates($0))
        }
        let pairs = versions.indices.flatMap { first in
            versions.indices.dropFirst(first + 1).map { second in
                pair(first, second, findings, draws.differences(first, second))
            }
        }
        return Comparison(
            metric: goal.name,
            count: count,
            versions: standings,
            pairs: pairs,
            verdict: Verdict(goal: goal, standings: standings, pairs: pairs).verdict,
            confidence: Comparing.confidence,
            resamples: resamples,
            seed: seed
        )
    }

    private func pair(
        _ first: Int,
        _ second: Int,
        _ findings: [[Bool]],
        _ differences: [String: Comparison.Estimate]
    ) -> Comparison.Pair {
        var counts: [[Bool]: Int] = [:]
        for (one, other) in zip(findings[first], findings[second]) { counts[[one, other], default: 0] += 1 }
        let (fixed, broken) = (counts[[false, true]] ?? 0, counts[[true, false]] ?? 0)
        return Comparison.Pair(
            first: first,
            second: second,
            bothRight: counts[[true, true]] ?? 0,
            fixed: fixed,
            broken: broken,
            stillWrong: counts[[false, false]] ?? 0,
            // Regions of pixels are not found or missed as a whole: of them the test would say nothing.
            mcNemar: evidence.first?.kind == .segmentation ? nil : Comparison.McNemar(fixed: fixed, broken: broken),
            differences: differences
        )
    }

    /// How to compute each number that the formula needs.
    private func numbers<Tally: EvidenceTally>(
        _ type: Tally.Type,
        _ labels: [String]
    ) throws(RoostError) -> [String: (Tally) -> Double?] {
        var numbers: [String: (Tally) -> Double?] = [:]
        for name in formula.needed {
            let metric = name.metric
            if name.owner == nil, Tally.names.contains(metric) {
                numbers[metric] = { $0.value(metric) }
                continue
            }
            let parts = Tally.classNames.lazy.compactMap { number in
                labels.firstIndex { MetricName(number, label: $0).metric == metric }.map { (number, $0) }
            }
            guard name.owner == nil, let (number, label) = parts.first else {
                throw RoostError(
                    .invalidArgument,
                    "versions cannot be compared by \(quoted(name.description)): there is no test for it, or no item has "
                        + "that label; take \(Tally.names.joined(separator: ", ")), or of a label "
                        + "\(Tally.classNames.joined(separator: ", ")), such as \(Tally.classNames[0])(\"cat\")"
                )
            }
            numbers[metric] = { $0.value(number, of: label) }
        }
        return numbers
    }
}

import RoostEntities

extension Comparing {
    /// Everything about the items that were added.
    ///
    /// Intervals are percentiles of the nonparametric bootstrap (Efron 1979). It draws as many items as there are for
    /// each of the resamples: call it where long work may run.
    ///
    /// - Throws: `invalidArgument` when the metric cannot be compared by.
    package func comparison() throws(RoostError) -> Comparison {
        let (labels, kinds) = sorted()
        let criterion = try Criterion(metric, userMetrics: userMetrics, labels: labels, isDetailed: isDetailed)
        let draws = Draws(
            columns(criterion, kinds),
            of: kinds,
            versionCount: versions.count,
            labelCount: labels.count,
            isDetailed: isDetailed,
            resamples: resamples,
            seed: seed
        )
        let standings = versions.indices.map { index in
            Comparison.Standing(version: versions[index], metrics: draws.estimates(index))
        }
        let pairs = versions.indices.flatMap { first in
            versions.indices.dropFirst(first + 1).map { pair(first, $0, kinds: kinds, draws: draws) }
        }
        return Comparison(
            metric: metric,
            count: kinds.reduce(0) { $0 + $1.count },
            versions: standings,
            pairs: pairs,
            verdict: Verdict(goal: criterion.goal, standings: standings, pairs: pairs).verdict,
            confidence: Self.confidence,
            resamples: resamples,
            seed: seed
        )
    }

    private func columns(_ criterion: Criterion, _ kinds: [Kind]) -> [Draws.Column] {
        var columns = Quantity.standard.map { Draws.Column(name: $0.name, value: $0.quantity.value) }
        if isDetailed {
            columns.append(Draws.Column(name: "log_loss", value: Quantity.logLoss.value))
            // Beyond the last place that a label has, top-k says nothing.
            let last = kinds.lazy.flatMap(\.ranks).filter { $0 < .max }.max() ?? 0
            for k in [2, 3, 5, 10] where k < last {
                columns.append(Draws.Column(name: "top_\(k)_accuracy", value: Quantity.top(k).value))
            }
        }
        guard !columns.contains(where: { $0.name == metric }) else { return columns }
        return columns + [Draws.Column(name: metric, value: criterion.value)]
    }

    private func pair(_ first: Int, _ second: Int, kinds: [Kind], draws: Draws) -> Comparison.Pair {
        var (bothRight, fixed, broken, stillWrong) = (0, 0, 0, 0)
        for kind in kinds {
            switch (kind.predicted[first] == kind.truth, kind.predicted[second] == kind.truth) {
            case (true, true): bothRight += kind.count
            case (false, true): fixed += kind.count
            case (true, false): broken += kind.count
            case (false, false): stillWrong += kind.count
            }
        }
        return Comparison.Pair(
            first: first,
            second: second,
            bothRight: bothRight,
            fixed: fixed,
            broken: broken,
            stillWrong: stillWrong,
            mcNemar: Comparison.McNemar(fixed: fixed, broken: broken),
            differences: draws.differences(first, second)
        )
    }
}

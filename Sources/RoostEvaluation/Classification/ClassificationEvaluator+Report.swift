import Foundation
import RoostEntities

extension ClassificationEvaluator {
    /// How many points a curve has at most; with many classes it has fewer, so that a report stays small.
    private var pointLimit: Int { min(200, max(20, 40_000 / known)) }

    /// Everything about the items that were added.
    ///
    /// It sorts the items once for each class: call it where long work may run.
    package func report() -> ClassificationReport {
        let count = counts.total
        let total = Double(count)
        let order = Array(0..<known) + (known..<labels.count).sorted { labels[$0] < labels[$1] }
        let perClass = perClass(order)
        return ClassificationReport(
            labels: order.map { labels[$0] },
            unknownLabels: order.dropFirst(known).map { labels[$0] },
            count: count,
            correct: counts.correct,
            unlabeled: unlabeled,
            ambiguous: ambiguous,
            failed: failed,
            balancedAccuracy: counts.balancedAccuracy,
            topK: count == 0 ? [:] : within.mapValues { Double($0) / total },
            macro: averages(counts.macro),
            micro: counts.accuracy.map { ClassificationReport.Averages(precision: $0, recall: $0, f1: $0) },
            weighted: averages(counts.weighted),
            logLoss: count > 0 && isNormalized ? logLoss / total : nil,
            brier: count > 0 && isNormalized ? brier / total : nil,
            mcc: counts.mcc,
            kappa: counts.kappa,
            calibration: bins.calibration,
            rocAUC: means(perClass, \.rocAUC),
            averagePrecision: means(perClass, \.averagePrecision),
            perClass: perClass,
            confusion: confusion(order)
        )
    }

    private func averages(_ mean: ((Int) -> Double) -> Double?) -> ClassificationReport.Averages? {
        guard let precision = mean(counts.precision), let recall = mean(counts.recall), let f1 = mean(counts.f1) else {
            return nil
        }
        return ClassificationReport.Averages(precision: precision, recall: recall, f1: f1)
    }

    private func perClass(_ order: [Int]) -> [ClassificationReport.PerClass] {
        let logarithms = (0...(kept?.count ?? 0)).map { log1p(Double($0)) }
        var ranked = [RankedClass?](repeating: nil, count: known)
        var sorter = RadixSort()
        kept?.forEachClass { index, keys in
            sorter.sort(&keys)
            ranked[index] = RankedClass(
                sorted: keys,
                positives: counts.support[index],
                pointLimit: pointLimit,
                logarithms: logarithms
            )
        }
        return order.map { index in
            let ranked = index < known ? ranked[index] : nil
            return ClassificationReport.PerClass(
                label: labels[index],
                support: counts.support[index],
                predicted: counts.predicted[index],
                truePositives: counts.truePositives[index],
                rocAUC: ranked?.rocAUC,
                averagePrecision: ranked?.averagePrecision,
                curve: ranked?.curve
            )
        }
    }

    /// Means over the classes that have the number.
    private func means(
        _ perClass: [ClassificationReport.PerClass],
        _ number: (ClassificationReport.PerClass) -> Double?
    ) -> ClassificationReport.ClassMeans? {
        var (sum, weightedSum, count, weight) = (0.0, 0.0, 0.0, 0.0)
        for entry in perClass {
            guard let value = number(entry) else { continue }
            sum += value
            weightedSum += value * Double(entry.support)
            count += 1
            weight += Double(entry.support)
        }
        return weight == 0 ? nil : ClassificationReport.ClassMeans(macro: sum / count, weighted: weightedSum / weight)
    }

    private func confusion(_ order: [Int]) -> [ClassificationReport.Cell] {
        var places = [Int](repeating: 0, count: order.count)
        for (place, index) in order.enumerated() { places[index] = place }
        return cells.sorted { (places[$0.key.truth], $0.key.predicted) < (places[$1.key.truth], $1.key.predicted) }
            .map { pair, count in
                ClassificationReport.Cell(truth: labels[pair.truth], predicted: labels[pair.predicted], count: count)
            }
    }
}

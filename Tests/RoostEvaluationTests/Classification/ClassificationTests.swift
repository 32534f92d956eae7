import RoostEntities
import RoostEvaluation
import Testing

/// Against scikit-learn: see `Fixtures/make_classification.py`.
struct ClassificationTests {
    private static let fixture = Result { try Fixture.load("classification", as: ClassificationCases.self) }

    private static func cases() throws -> [(expected: ClassificationCases.Case, report: ClassificationReport)] {
        let fixture = try fixture.get()
        return try fixture.cases.map { expected in
            // Classes are named so that the order of names is the order of classes.
            var evaluator = try ClassificationEvaluator(labels: (0..<expected.known).map { "class \(100 + $0)" })
            for (truth, units) in zip(expected.truth, expected.units) {
                try evaluator.add(
                    truth: "class \(100 + truth)",
                    probabilities: units.map { Float(Double($0) / fixture.unit) }
                )
            }
            return (expected, evaluator.report())
        }
    }

    @Test func `every metric equals scikit-learn's`() throws {
        for (expected, report) in try Self.cases() {
            let found = report.summary.filter { !["count", "unlabeled", "ambiguous", "failed"].contains($0.key) }
            #expect(Set(found.keys) == Set(expected.metrics.keys), "\(expected.name)")
            for (name, value) in expected.metrics {
                #expect(abs((found[name] ?? .nan) - value) < 1e-9, "\(name) of \(expected.name)")
            }
        }
    }

    @Test func `every class's numbers equal scikit-learn's`() throws {
        for (expected, report) in try Self.cases() {
            try #require(report.perClass.count == expected.perClass.count, "\(expected.name)")
            for (found, reference) in zip(report.perClass, expected.perClass) {
                #expect(found.support == reference.support)
                for (number, value) in [
                    (found.precision, reference.precision), (found.recall, reference.recall), (found.f1, reference.f1),
                ] { #expect(abs(number - value) < 1e-9, "\(found.label) of \(expected.name)") }
                #expect(isClose(found.rocAUC, reference.rocAUC), "\(found.label) of \(expected.name)")
                #expect(isClose(found.averagePrecision, reference.averagePrecision), "\(expected.name)")
            }
        }
    }

    @Test func `curves have the points of scikit-learn's`() throws {
        for (expected, report) in try Self.cases() {
            for (found, reference) in zip(report.perClass, expected.perClass) {
                if let roc = reference.roc, let curve = found.curve {
                    #expect(isClose(curve.roc.map(\.falsePositiveRate), roc[0]), "\(expected.name)")
                    #expect(isClose(curve.roc.map(\.truePositiveRate), roc[1]), "\(expected.name)")
                }
                guard let line = reference.precisionRecall else { continue }
                let curve = try #require(found.curve)
                #expect(isClose(curve.precisionRecall.map(\.recall), line[0]), "\(expected.name)")
                #expect(isClose(curve.precisionRecall.map(\.precision), line[1]), "\(expected.name)")
            }
        }
    }

    @Test func `the confusion matrix and the calibration's bins equal the reference's`() throws {
        for (expected, report) in try Self.cases() {
            var matrix = expected.confusion.map { $0.map { _ in 0 } }
            for cell in report.confusion {
                let truth = try #require(report.labels.firstIndex(of: cell.truth))
                let predicted = try #require(report.labels.firstIndex(of: cell.predicted))
                matrix[truth][predicted] = cell.count
            }
            #expect(matrix == expected.confusion, "\(expected.name)")
            #expect(report.calibration?.bins.map(\.count) == expected.bins, "\(expected.name)")
        }
    }

    private func isClose(_ found: Double?, _ expected: Double?) -> Bool {
        guard let found, let expected else { return found == nil && expected == nil }
        return abs(found - expected) < 1e-9
    }

    private func isClose(_ found: [Double], _ expected: [Double]) -> Bool {
        found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-9 }
    }
}

import RoostEntities
import RoostOperations
import Testing

/// What a detector's worker says about an object.
struct Found {
    let kind: ObjectOutcome.Kind
    var truth: String?
    var predicted: String?
    var score: Double?
    var object: Int?
}

/// Evaluations of detectors, with a worker that says what a test wants it to say.
extension Registry {
    /// A cat that is found, a dog that is missed, a cat where nothing is, and a dog that is taken for a cat.
    static let found: [String: [Found]] = [
        "a.png": [
            Found(kind: .truePositive, truth: "cat", predicted: "cat", score: 0.9, object: 0),
            Found(kind: .missed, truth: "dog", object: 1),
        ],
        "b.png": [Found(kind: .background, predicted: "cat", score: 0.8)],
        "c.png": [
            Found(kind: .classification, truth: "dog", predicted: "cat", score: 0.7, object: 0),
            Found(kind: .mistaken, truth: "dog", object: 0),
        ],
    ]

    func outcomes(_ found: [String: [Found]]) async throws -> (items: [Outcome], objects: [ObjectOutcome]) {
        let page = try await operations.items(of: Dataset.Name("shapes"), in: project, as: admin)
        let objects = page.items.flatMap { item in
            (found[item.path.text] ?? []).enumerated().map { number, found in
                ObjectOutcome(
                    itemID: item.id,
                    path: item.path,
                    number: number,
                    kind: found.kind,
                    truth: found.truth,
                    predicted: found.predicted,
                    score: found.score,
                    object: found.object,
                    truthGeometry: found.truth == nil ? nil : .box(.init(x: 1, y: 2, width: 3, height: 4))
                )
            }
        }
        let items = page.items.map { item in
            let counts = objects.filter { $0.itemID == item.id }.counts
            return Outcome(
                itemID: item.id,
                path: item.path,
                kind: counts.falsePositives + counts.falseNegatives == 0 ? .correct : .incorrect,
                objects: counts,
                quality: counts.f1
            )
        }
        return (items, objects)
    }

    /// A version evaluated to the end.
    @discardableResult
    func detectToTheEnd(_ reference: String = "m", found: [String: [Found]] = Registry.found) async throws -> Evaluation
    {
        let made = try await evaluate(reference)
        let (_, worker) = try await claim()
        let (items, objects) = try await outcomes(found)
        try await operations.recordOutcomes(items, of: made.id, in: project, as: worker)
        try await operations.recordObjects(objects, of: made.id, in: project, as: worker)
        let result = try await detectionResult(items, objects)
        try await operations.finishEvaluation(result, of: made.id, in: project, as: worker)
        _ = try await operations.finishExecution(made.id, failure: nil, in: project, as: worker)
        let id = try #require(made.result?.evaluationID)
        return try await operations.evaluation(id, in: project, as: admin)
    }

    func detectionResult(_ items: [Outcome], _ objects: [ObjectOutcome]) async throws -> EvaluationResult {
        EvaluationResult(
            report: .detection(DetectionReport(items, objects)),
            cost: Evaluation.Cost(),
            evidence: try await store("evidence")
        )
    }
}

extension [ObjectOutcome] {
    fileprivate var counts: ObjectCounts {
        ObjectCounts(
            truePositives: count { $0.kind == .truePositive },
            falsePositives: count { $0.kind.isFalsePositive },
            falseNegatives: count { $0.kind.isFalseNegative }
        )
    }
}

extension DetectionReport {
    /// Of cats and dogs.
    fileprivate init(_ outcomes: [Outcome], _ objects: [ObjectOutcome]) {
        var items = ItemCounts()
        for outcome in outcomes { items.count(outcome.kind) }
        let classes = ["cat", "dog"].map { label in
            let own = objects.filter { ($0.kind.isFalsePositive ? $0.predicted : $0.truth) == label }
            var errors = ObjectErrorCounts()
            for object in own { errors.count(object.kind) }
            return PerClass(
                label: label,
                objects: own.counts.truePositives + own.counts.falseNegatives,
                detections: own.counts.truePositives + own.counts.falsePositives,
                averages: Averages(overlap: .box, values: [0.5]),
                truePositives: own.counts.truePositives,
                errors: errors,
                curve: nil
            )
        }
        let confused = objects.count { $0.kind == .classification }
        self.init(
            labels: ["cat", "dog"],
            unknownLabels: [],
            averages: [Averages(overlap: .box, values: [0.5])],
            items: items,
            objects: classes.reduce(0) { $0 + $1.objects },
            crowds: 0,
            detections: classes.reduce(0) { $0 + $1.detections },
            threshold: 0.5,
            matchingOverlap: 0.5,
            errors: ErrorCosts(ap: nil, kinds: [], falsePositiveCost: 0, falseNegativeCost: 0),
            perClass: classes,
            confusion: confused == 0 ? [] : [.init(truth: "dog", predicted: "cat", count: confused)]
        )
    }
}

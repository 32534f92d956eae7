import NIOCore
import RoostEntities
import RoostEvaluation
import RoostOperations
import RoostThreads
import Testing

/// What is on an image, and what a detector answers.
struct Scene {
    var truth: [Annotation.Draft] = []
    var answers: [Annotation.Draft] = []
}

extension Annotation.Draft {
    /// An object, far from those at other places.
    static func at(_ place: Double, _ label: String, score: Double? = nil) -> Annotation.Draft {
        let box = Geometry.Box(x: 50 * place, y: 0, width: 10, height: 10)
        return Annotation.Draft(label: label, geometry: .box(box), score: score)
    }
}

/// Evaluations of detectors, with a worker that says what a test wants it to say.
extension Registry {
    /// A cat that is found, a dog that is missed, a cat where nothing is, and a dog that is taken for a cat.
    static let scenes: [String: Scene] = [
        "a.png": Scene(truth: [.at(0, "cat"), .at(1, "dog")], answers: [.at(0, "cat", score: 0.9)]),
        "b.png": Scene(answers: [.at(0, "cat", score: 0.8)]),
        "c.png": Scene(truth: [.at(0, "dog")], answers: [.at(0, "cat", score: 0.7)]),
    ]

    /// Of the same objects it finds the dog, loses the cat, and says nothing else.
    static let otherScenes: [String: Scene] = [
        "a.png": Scene(truth: [.at(0, "cat"), .at(1, "dog")], answers: [.at(1, "dog", score: 0.6)]),
        "c.png": Scene(truth: [.at(0, "dog")]),
    ]

    /// What an evaluator finds out.
    func detect(
        _ scenes: [String: Scene]
    ) async throws -> (items: [Outcome], objects: [ObjectOutcome], result: EvaluationResult) {
        let page = try await operations.items(of: Dataset.Name("shapes"), in: project, as: admin)
        var evaluator = try DetectionEvaluator(labels: ["cat", "dog"]) { _, _, _ throws(RoostError) in
            throw RoostError(.internal, "there are no polygons")
        }
        var (items, objects): ([Outcome], [ObjectOutcome]) = ([], [])
        for item in page.items {
            let scene = scenes[item.path.text] ?? Scene()
            let judged = try evaluator.add(
                item: SnapshotItem(item, annotations: scene.truth),
                prediction: Prediction(annotations: scene.answers)
            )
            items.append(judged.outcome)
            objects += judged.objects
        }
        let found = try await evaluator.finish(on: BlockingThreads(label: "test", count: 1))
        let evidence = try await store(ByteBuffer(bytes: found.evidence.bytes))
        return (items, objects, EvaluationResult(report: found.report, cost: Evaluation.Cost(), evidence: evidence))
    }

    /// A version evaluated to the end.
    @discardableResult
    func detectToTheEnd(
        _ reference: String = "m",
        scenes: [String: Scene] = Registry.scenes
    ) async throws -> Evaluation {
        let made = try await evaluate(reference)
        let (_, worker) = try await claim()
        let (items, objects, result) = try await detect(scenes)
        try await operations.recordOutcomes(items, of: made.id, in: project, as: worker)
        try await operations.recordObjects(objects, of: made.id, in: project, as: worker)
        try await operations.finishEvaluation(result, of: made.id, in: project, as: worker)
        _ = try await operations.finishExecution(made.id, failure: nil, in: project, as: worker)
        let id = try #require(made.result?.evaluationID)
        return try await operations.evaluation(id, in: project, as: admin)
    }
}

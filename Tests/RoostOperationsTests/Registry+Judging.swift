import RoostEntities
import RoostEvaluation
import RoostOperations
import Testing

/// Trainings and evaluations, with a worker that says what a test wants it to say.
extension Registry {
    /// A version `m:1`, and a dataset `shapes` of which every item shows a cat and is in the subset test.
    func prepare(items: [String] = ["a.png", "b.png", "c.png", "d.png"]) async throws {
        try await push("m")
        try await dataset("shapes", items: items)
    }

    func train(_ reference: String = "m", as name: String = "mine", settings: JSONValue = .object([:])) async throws
        -> Execution
    {
        let training = Execution.Input.Training(model: try Model.Name(name), settings: settings, seed: 7)
        let input = Execution.Input(training: training, on: try Dataset.Name("shapes"))
        let draft = ExecutionDraft(kind: .train, version: try Reference(reference), input: input)
        return try await operations.createExecution(draft, in: project, as: admin)
    }

    func claim() async throws -> (execution: Execution, worker: Caller) {
        let claimed = try #require(try await operations.claimNextExecution())
        return (claimed.execution, try await worker(of: claimed))
    }

    func trained(_ file: String = "head", metrics: [String: Double] = ["loss": 0.5]) async throws -> TrainingResult {
        TrainingResult(
            artifacts: [Artifact.Draft(path: try Artifact.Path("model.bin"), digest: try await store(file))],
            labels: ["cat", "dog"],
            task: "image-classification",
            type: "vit",
            configuration: .object([:]),
            settings: .object(["l2": .number(0.5)]),
            adapter: "head",
            environment: TrainingRecord.Environment(roost: "1", runtime: "2", system: "3", processor: "4"),
            metrics: metrics
        )
    }

    /// A version trained to its end.
    @discardableResult
    func trainToTheEnd(_ reference: String = "m", as name: String = "mine", file: String = "head") async throws
        -> Version
    {
        _ = try await train(reference, as: name)
        let (execution, worker) = try await claim()
        let version = try await operations.finishTraining(trained(file), of: execution.id, in: project, as: worker)
        _ = try await operations.finishExecution(execution.id, failure: nil, in: project, as: worker)
        return version
    }

    func evaluate(_ reference: String = "m", metrics: [UserMetric] = []) async throws -> Execution {
        let request = Execution.Input.EvaluationRequest(metrics: metrics)
        let input = Execution.Input(evaluation: request, on: try Dataset.Name("shapes"), subset: .test)
        let draft = ExecutionDraft(kind: .evaluate, version: try Reference(reference), input: input)
        return try await operations.createExecution(draft, in: project, as: admin)
    }

    /// What an evaluator finds when the version is this sure that an item is a cat, by path.
    func judge(_ cats: [String: Float]) async throws -> (outcomes: [Outcome], report: EvaluationReport) {
        let page = try await operations.items(of: Dataset.Name("shapes"), in: project, as: admin)
        var evaluator = try ClassificationEvaluator(labels: ["cat", "dog"])
        let outcomes = try page.items.map { item in
            let cat = try #require(cats[item.path.text])
            let truth = SnapshotItem(item, annotations: [Annotation.Draft(label: "cat")])
            return try evaluator.evaluate(truth, .probabilities([cat, 1 - cat]))
        }
        return (outcomes, .classification(evaluator.report()))
    }

    /// A version evaluated to the end.
    @discardableResult
    func evaluateToTheEnd(
        _ reference: String = "m",
        metrics: [UserMetric] = [],
        cats: [String: Float]
    ) async throws -> Evaluation {
        let made = try await evaluate(reference, metrics: metrics)
        let (_, worker) = try await claim()
        let (outcomes, report) = try await judge(cats)
        try await operations.recordOutcomes(outcomes, of: made.id, in: project, as: worker)
        let result = EvaluationResult(report: report, cost: Evaluation.Cost(latencyMilliseconds: 2))
        try await operations.finishEvaluation(result, of: made.id, in: project, as: worker)
        _ = try await operations.finishExecution(made.id, failure: nil, in: project, as: worker)
        let id = try #require(made.result?.evaluationID)
        return try await operations.evaluation(id, in: project, as: admin)
    }

    /// What the doctor finds wrong, by check.
    func ailments() async throws -> [String] {
        try await operations.doctor(repair: false, deep: true, as: admin).checks.filter { !$0.ok }.map(\.detail)
    }

    func audit(_ action: String) async throws -> [AuditEntry] {
        try await operations.audit(project: project, page: .first, as: admin).items.filter { $0.action == action }
    }
}

import RoostEntities
import RoostOperations
import Testing

@Suite struct EvaluationTests {
    private let cats: [String: Float] = ["a.png": 0.9, "b.png": 0.8, "c.png": 0.3, "d.png": 0.1]

    @Test func `an evaluation is there from the beginning and has a report at the end`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.evaluate()
        #expect(made.progress.total == 4)
        let id = try #require(made.result?.evaluationID)
        let before = try await registry.operations.evaluation(id, in: registry.project, as: registry.admin)
        #expect(before.report == nil && before.status == .queued && before.subset == .test)
        _ = try await registry.operations.cancelExecution(made.id, in: registry.project, as: registry.admin)
        let evaluation = try await registry.evaluateToTheEnd(cats: cats)
        #expect(evaluation.report?.classification?.accuracy == 0.5 && evaluation.metrics["accuracy"] == 0.5)
        #expect(evaluation.cost.latencyMilliseconds == 2 && evaluation.cost.size == 5)
        #expect(evaluation.status == .succeeded && evaluation.finishedAt != nil)
        #expect(try await registry.ailments() == [])
    }

    @Test func `a user's metric is computed over the report`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let metric = try UserMetric(name: "cats", expression: MetricExpression(#"2 * recall("cat")"#))
        let evaluation = try await registry.evaluateToTheEnd(metrics: [metric], cats: cats)
        #expect(evaluation.metrics["cats"] == 1)
    }

    @Test func `a report that speaks of other items than the outcomes is refused`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.evaluate()
        let (_, worker) = try await registry.claim()
        let (outcomes, report) = try await registry.judge(cats)
        let result = EvaluationResult(report: report, cost: Evaluation.Cost())
        let operations = registry.operations
        let project = registry.project
        try await operations.recordOutcomes(Array(outcomes.dropLast()), of: made.id, in: project, as: worker)
        let early = await code { try await operations.finishEvaluation(result, of: made.id, in: project, as: worker) }
        #expect(early == .failedPrecondition)
        try await operations.recordOutcomes(outcomes, of: made.id, in: project, as: worker)
        try await operations.finishEvaluation(result, of: made.id, in: project, as: worker)
        try await operations.finishEvaluation(result, of: made.id, in: project, as: worker)
        let late = await code { try await operations.recordOutcomes(outcomes, of: made.id, in: project, as: worker) }
        #expect(late == .failedPrecondition)
    }

    @Test func `an evaluation is not finished without a report, and a lost worker's is done again`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.evaluate()
        let (_, worker) = try await registry.claim()
        let finished = await code {
            _ = try await registry.operations.finishExecution(made.id, failure: nil, in: registry.project, as: worker)
        }
        #expect(finished == .failedPrecondition)
        let after = try await registry.operations.workerIsGone(made.id, reason: "killed", attempts: 3)
        #expect(after.status == .queued)
    }

    @Test func `only the worker says what was found, and only about the dataset's items`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.evaluate()
        let (_, worker) = try await registry.claim()
        let outcomes = try await registry.judge(cats).outcomes
        let operations = registry.operations
        let stranger = await code {
            try await operations.recordOutcomes(outcomes, of: made.id, in: registry.project, as: registry.admin)
        }
        #expect(stranger == .permissionDenied)
        let path = try Artifact.Path("x")
        let unknown = Outcome(itemID: made.id.cast(), path: path, kind: .correct, truth: "cat", predicted: "cat")
        let foreign = await code {
            try await operations.recordOutcomes([unknown], of: made.id, in: registry.project, as: worker)
        }
        #expect(foreign == .invalidArgument)
    }

    @Test func `the latest evaluation of a version speaks for it`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        try await registry.evaluateToTheEnd(cats: cats)
        let second = try await registry.evaluateToTheEnd(cats: cats.mapValues { _ in 0.75 })
        let (name, version) = (try Dataset.Name("shapes"), try Reference("m"))
        let latest = try await registry.operations.latestEvaluation(
            of: version,
            on: name,
            part: .test,
            in: registry.project,
            as: registry.admin
        )
        #expect(latest == second)
        let page = try await registry.operations.evaluations(of: version, in: registry.project, as: registry.admin)
        #expect(page.items.count == 2 && page.items[0].id == second.id && page.items[0].report == nil)
    }

    @Test func `an evaluation that is missing is told with the command that makes it`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let error = await #expect(throws: RoostError.self) {
            _ = try await registry.operations.latestEvaluation(
                of: Reference("m"),
                on: Dataset.Name("shapes"),
                part: .test,
                in: registry.project,
                as: registry.admin
            )
        }
        #expect(error?.message.contains("roost evaluate m:1 --dataset shapes --subset test") == true)
    }

    @Test func `a subset without items is not evaluated`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let request = Execution.Input.EvaluationRequest()
        let input = Execution.Input(evaluation: request, on: try Dataset.Name("shapes"), subset: .train)
        let draft = ExecutionDraft(kind: .evaluate, version: try Reference("m"), input: input)
        let refused = await code {
            _ = try await registry.operations.createExecution(draft, in: registry.project, as: registry.admin)
        }
        #expect(refused == .failedPrecondition)
    }

    @Test func `a deleted version goes with its evaluations, a dataset that was judged on stays`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let evaluation = try await registry.evaluateToTheEnd(cats: cats)
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        try await operations.deleteDataset(named: Dataset.Name("shapes"), in: project, as: admin)
        registry.clock.advance(seconds: 86400)
        _ = try await operations.collectGarbage(dryRun: false, graceSeconds: 3600, as: admin)
        #expect(try await operations.evaluation(evaluation.id, in: project, as: admin).report != nil)
        try await operations.deleteVersion(Reference("m:1"), in: project, as: admin)
        registry.clock.advance(seconds: 86400)
        _ = try await operations.collectGarbage(dryRun: false, graceSeconds: 3600, as: admin)
        let gone = await code { _ = try await operations.evaluation(evaluation.id, in: project, as: admin) }
        #expect(gone == .notFound)
    }
}

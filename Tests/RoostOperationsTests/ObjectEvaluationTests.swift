import RoostArtifactStore
import RoostEntities
import RoostOperations
import Testing

@Suite struct ObjectEvaluationTests {
    @Test func `an evaluation of a detector keeps its report, evidence and objects`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let evaluation = try await registry.detectToTheEnd()
        #expect(evaluation.report?.detection?.counts.truePositives == 1)
        #expect(evaluation.evidence == (try await registry.store("evidence")))
        #expect(evaluation.mainMetric == "ap" && evaluation.metrics["ap"] == 0.5)
        let name = try Dataset.Name("shapes")
        let board = try await registry.operations.leaderboard(of: name, in: registry.project, as: registry.admin)
        #expect(board.items.map(\.value) == [0.5])
        #expect(try await registry.ailments() == [])
    }

    @Test func `a report whose objects are not those that were written is refused`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.evaluate()
        let (operations, project) = (registry.operations, registry.project)
        let (_, worker) = try await registry.claim()
        let (items, objects) = try await registry.outcomes(Registry.found)
        let result = try await registry.detectionResult(items, objects)
        let early = await code { try await operations.recordObjects(objects, of: made.id, in: project, as: worker) }
        #expect(early == .failedPrecondition)
        try await operations.recordOutcomes(items, of: made.id, in: project, as: worker)
        try await operations.recordObjects(Array(objects.dropLast()), of: made.id, in: project, as: worker)
        let fewer = await code { try await operations.finishEvaluation(result, of: made.id, in: project, as: worker) }
        #expect(fewer == .failedPrecondition)
        try await operations.recordObjects(objects, of: made.id, in: project, as: worker)
        try await operations.finishEvaluation(result, of: made.id, in: project, as: worker)
        let late = await code { try await operations.recordObjects(objects, of: made.id, in: project, as: worker) }
        #expect(late == .failedPrecondition)
    }

    @Test func `what is said again about an item replaces its objects`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.evaluate()
        let (operations, project) = (registry.operations, registry.project)
        let (_, worker) = try await registry.claim()
        let (items, objects) = try await registry.outcomes(Registry.found)
        try await operations.recordOutcomes(items, of: made.id, in: project, as: worker)
        try await operations.recordObjects(objects, of: made.id, in: project, as: worker)
        let (later, fewer) = try await registry.outcomes(["b.png": Registry.found["b.png"] ?? []])
        try await operations.recordOutcomes(later, of: made.id, in: project, as: worker)
        try await operations.recordObjects(fewer, of: made.id, in: project, as: worker)
        let result = try await registry.detectionResult(later, fewer)
        try await operations.finishEvaluation(result, of: made.id, in: project, as: worker)
    }

    @Test func `a report needs its evidence, and a worker may bring it`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.evaluate()
        let (operations, project) = (registry.operations, registry.project)
        let (_, worker) = try await registry.claim()
        let (items, objects) = try await registry.outcomes([:])
        try await operations.recordOutcomes(items, of: made.id, in: project, as: worker)
        var result = try await registry.detectionResult(items, objects)
        result.evidence = nil
        let without = result
        let none = await code { try await operations.finishEvaluation(without, of: made.id, in: project, as: worker) }
        #expect(none == .invalidArgument)
        result.evidence = try Digest(String(repeating: "0", count: 64))
        let foreign = result
        let gone = await code { try await operations.finishEvaluation(foreign, of: made.id, in: project, as: worker) }
        #expect(gone == .failedPrecondition)
    }

    @Test func `evidence stays as long as its evaluation`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let evidence = try #require(try await registry.detectToTheEnd().evidence)
        registry.clock.advance(seconds: 3600)
        _ = try await registry.operations.collectGarbage(dryRun: false, graceSeconds: 1, as: registry.admin)
        #expect(try await registry.blobs.size(of: evidence) != nil)
        let (model, project, admin) = (try Model.Name("m"), registry.project, registry.admin)
        try await registry.operations.deleteModel(named: model, in: project, as: admin)
        registry.clock.advance(seconds: 3600)
        _ = try await registry.operations.collectGarbage(dryRun: false, graceSeconds: 1, as: registry.admin)
        #expect(try await registry.blobs.size(of: evidence) == nil)
        #expect(try await registry.ailments() == [])
    }
}

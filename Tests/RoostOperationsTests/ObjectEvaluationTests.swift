import RoostArtifactStore
import RoostEntities
import RoostOperations
import Testing

@Suite struct ObjectEvaluationTests {
    @Test func `an evaluation of a detector keeps its report, evidence and objects`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let evaluation = try await registry.detectToTheEnd()
        let report = try #require(evaluation.report?.detection)
        #expect(report.counts.truePositives == 1 && evaluation.evidence != nil)
        #expect(evaluation.mainMetric == "ap" && evaluation.metrics["ap"] == report.averages[0].ap)
        let name = try Dataset.Name("shapes")
        let board = try await registry.operations.leaderboard(of: name, in: registry.project, as: registry.admin)
        #expect(board.items.map(\.value) == [report.averages[0].ap])
        #expect(try await registry.ailments() == [])
    }

    @Test func `a report whose objects are not those that were written is refused`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.evaluate()
        let (operations, project) = (registry.operations, registry.project)
        let (_, worker) = try await registry.claim()
        let (items, objects, result) = try await registry.detect(Registry.scenes)
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
        let (items, objects, _) = try await registry.detect(Registry.scenes)
        try await operations.recordOutcomes(items, of: made.id, in: project, as: worker)
        try await operations.recordObjects(objects, of: made.id, in: project, as: worker)
        let (later, fewer, result) = try await registry.detect(Registry.otherScenes)
        try await operations.recordOutcomes(later, of: made.id, in: project, as: worker)
        try await operations.recordObjects(fewer, of: made.id, in: project, as: worker)
        try await operations.finishEvaluation(result, of: made.id, in: project, as: worker)
    }

    @Test func `a report needs its evidence, and a worker may bring it`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.evaluate()
        let (operations, project) = (registry.operations, registry.project)
        let (_, worker) = try await registry.claim()
        let (items, _, found) = try await registry.detect([:])
        var result = found
        try await operations.recordOutcomes(items, of: made.id, in: project, as: worker)
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

    @Test func `evidence of something else is found by the doctor`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.evaluate()
        let (operations, project) = (registry.operations, registry.project)
        let (_, worker) = try await registry.claim()
        let (items, objects, found) = try await registry.detect(Registry.scenes)
        var result = found
        result.evidence = try await registry.store("something else")
        try await operations.recordOutcomes(items, of: made.id, in: project, as: worker)
        try await operations.recordObjects(objects, of: made.id, in: project, as: worker)
        let wrong = result
        try await operations.finishEvaluation(wrong, of: made.id, in: project, as: worker)
        #expect(try await registry.ailments().count == 1)
    }
}

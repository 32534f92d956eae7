import NIOCore
import RoostEntities
import RoostOperations
import Testing

@Suite struct LoggedModelTests {
    @Test func `a deleted model keeps its files until it is collected`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        try await operations.openDefaultExperiment(in: project)
        let path = try Artifact.Path("model/weights")
        var ids: [String] = []
        for content in ["kept", "gone"] {
            let model = try await operations.createLoggedModel(LoggedModelDraft(experiment: 0), in: project, as: admin)
            ids.append(model.id.text)
            let body = AsyncStream(ByteBuffer.self) { stream in
                stream.yield(ByteBuffer(string: content))
                stream.finish()
            }
            let owner = TrackedOwner.loggedModel(model.id.text)
            try await operations.storeTrackedArtifact(at: path, of: owner, size: 4, body: body, in: project, as: admin)
        }
        try await operations.deleteLoggedModel(ids[1], in: project, as: admin)
        #expect(try await operations.collectGarbage(dryRun: true, graceSeconds: 1, as: admin).purgedLoggedModels == 0)
        registry.clock.advance(seconds: 10)
        let report = try await operations.collectGarbage(dryRun: false, graceSeconds: 1, as: admin)
        #expect(report.purgedLoggedModels == 1 && report.blobs == 1)
        #expect(try await operations.doctor(repair: false, deep: true, as: admin).isClean)
        let kept = try await operations.trackedEntries(
            of: .loggedModel(ids[0]),
            in: Artifact.Path("model"),
            project: project,
            as: admin
        )
        #expect(kept.map(\.size) == [4])
        #expect(
            await code { _ = try await operations.loggedModel(ids[1], orDeleted: true, in: project, as: admin) }
                == .notFound
        )
    }

    @Test func `a model goes with its experiment and with the runs that measured it`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let experiment = try await operations.createTrackedExperiment(
            Experiment.Name("scrap"),
            description: "",
            tags: .none,
            artifactLocation: nil,
            in: project,
            as: admin
        )
        let draft = LoggedModelDraft(experiment: experiment.number)
        let model = try await operations.createLoggedModel(draft, in: project, as: admin)
        let run = TrackedRunDraft(experiment: experiment.number)
        let id = try await operations.createTrackedRun(run, in: project, as: admin).trackedID.text
        let point = MetricPoint(key: try Run.Key("acc"), value: 1)
        let entries = TrackedEntries(metrics: [point], modelMetrics: [.init(model: model.id.text, point: point)])
        try await operations.logTrackedRun(id, entries, in: project, as: admin)
        try await operations.deleteTrackedExperiment(experiment.number, in: project, as: admin)
        registry.clock.advance(seconds: 10)
        let report = try await operations.collectGarbage(dryRun: false, graceSeconds: 1, as: admin)
        #expect(report.purgedLoggedModels == 1 && report.purgedRuns == 1 && report.purgedExperiments == 1)
        #expect(try await operations.doctor(repair: false, deep: true, as: admin).isClean)
    }

    @Test func `only a maintainer says what a model was called elsewhere`() async throws {
        let registry = try await Registry()
        let (operations, project) = (registry.operations, registry.project)
        try await operations.openDefaultExperiment(in: project)
        let copy = LoggedModelDraft(experiment: 0, id: try LoggedModel.ID("m-elsewhere"))
        let contributor = Caller(name: "c", role: .contributor)
        #expect(
            await code { _ = try await operations.createLoggedModel(copy, in: project, as: contributor) }
                == .permissionDenied
        )
        let own = try await operations.createLoggedModel(LoggedModelDraft(experiment: 0), in: project, as: contributor)
        #expect(own.createdBy == contributor.name && own.status == .pending)
    }
}

import Foundation
import RoostEntities
import RoostMetadataStore
import Testing

@testable import RoostOperations

@Suite struct RunTests {
    private func start(_ registry: Registry, _ experiment: String = "digits", parent: Run? = nil) async throws -> Run {
        let draft = Run.Draft(experiment: try Experiment.Name(experiment), parentID: parent?.id)
        return try await registry.operations.createRun(draft, in: registry.project, as: registry.admin)
    }

    private func point(_ key: String, _ value: Double, step: Int64, at: Int64 = 0) throws -> MetricPoint {
        MetricPoint(key: try Run.Key(key), step: step, at: Timestamp(milliseconds: at), value: value)
    }

    @Test func `a script's run needs no code, no weights, no experiment`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let run = try await start(registry)
        #expect(run.status == .running && run.executionID == nil && run.versionID == nil)
        #expect(run.name.wholeMatch(of: /[a-z]+-[a-z]+-[0-9]+/) != nil)
        let entries = Run.Entries(parameters: ["lr": "0.1"], metrics: [try point("loss", .nan, step: 1)])
        try await operations.logRun(run.id.trackedID, entries, in: project, as: admin)
        registry.clock.advance(seconds: 5)
        let changes = Run.Changes(status: .finished, note: "as before", tags: ["team": "vision"])
        let ended = try await operations.updateRun(run.id.trackedID, changes, in: project, as: admin)
        #expect(ended.status == .finished && ended.endedAt == registry.clock.now && ended.note == "as before")
        #expect(ended.parameters == ["lr": "0.1"] && ended.tags.values == ["team": "vision"])
        #expect(ended.metrics["loss"]?.last.isNaN == true && ended.metrics["loss"]?.min == nil)
        let experiments = try await operations.experiments(in: project, as: admin)
        #expect(experiments.items.map(\.name.text) == ["digits"])
    }

    @Test func `a parameter is written once, and a refusal leaves nothing behind`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let run = try await start(registry)
        for _ in 0..<2 {
            try await operations.logRun(
                run.id.trackedID,
                Run.Entries(parameters: ["lr": "0.1"]),
                in: project,
                as: admin
            )
        }
        let other = Run.Entries(
            parameters: ["lr": "0.2", "a": "new"],
            metrics: [try point("loss", 1, step: 0)],
            tags: ["x": "y"]
        )
        #expect(
            await code { try await operations.logRun(run.id.trackedID, other, in: project, as: admin) }
                == .failedPrecondition
        )
        let after = try await operations.run(run.id.trackedID, in: project, as: admin)
        #expect(after.parameters == ["lr": "0.1"] && after.metrics.isEmpty && after.tags == .none)
    }

    @Test func `points sent again change nothing, many of one step stay in order`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let run = try await start(registry)
        let values = [3.0, 1, .infinity, -.infinity, .nan, 2]
        let points = try values.map { try point("loss", $0, step: -7) } + [point("loss", 8, step: -7, at: -1)]
        for _ in 0..<2 {
            try await operations.logRun(run.id.trackedID, Run.Entries(metrics: points), in: project, as: admin)
        }
        let history = try await operations.metricHistory(of: run.id.trackedID, Run.Key("loss"), in: project, as: admin)
        #expect(history.items.map { "\($0.value)" } == ["8.0", "3.0", "1.0", "inf", "-inf", "nan", "2.0"])
        let summary = try await operations.run(run.id.trackedID, in: project, as: admin).metrics["loss"]
        #expect(
            summary?.count == 7 && summary?.last == .infinity && summary?.max == .infinity && summary?.min == -.infinity
        )
    }

    @Test func `history is paged and a chart of it keeps its peaks`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let (run, key) = (try await start(registry), try Run.Key("loss"))
        let points = try (0..<900).map { try point("loss", $0 == 500 ? 99 : Double($0 % 3), step: Int64($0)) }
        try await operations.logRun(run.id.trackedID, Run.Entries(metrics: points), in: project, as: admin)
        var steps: [Int64] = []
        var after: PageToken?
        repeat {
            let page = try PageRequest(limit: 400, after: after)
            let history = try await operations.metricHistory(
                of: run.id.trackedID,
                key,
                page: page,
                in: project,
                as: admin
            )
            steps += history.items.map(\.step)
            after = history.next
        } while after != nil
        #expect(steps == Array(0..<900))
        let chart = try await operations.metricChart(of: run.id.trackedID, key, limit: 50, in: project, as: admin)
        #expect(chart.count <= 50 && chart.contains { $0.step == 500 && $0.value == 99 })
        let whole = try await operations.metricChart(of: run.id.trackedID, key, limit: 900, in: project, as: admin)
        #expect(whole.count == 900)
    }

    @Test func `a worker writes the run of its execution and no other`() async throws {
        let registry = try await Registry()
        let (operations, project) = (registry.operations, registry.project)
        try await registry.push("m")
        let input = Execution.Input(images: [.init(name: "1.png", digest: try await registry.image(1, 1))])
        let work = ExecutionDraft(kind: .predict, version: try Reference("m"), input: input)
        let execution = try await operations.createExecution(work, in: project, as: registry.admin)
        let own = try await operations.startRun(of: execution.id, in: project, by: registry.admin)
        let other = try await start(registry)
        let worker = try await registry.worker(of: #require(try await operations.claimNextExecution()))
        let entries = Run.Entries(metrics: [try point("loss", 1, step: 0)])
        try await operations.logRun(own.id.trackedID, entries, in: project, as: worker)
        #expect(
            await code { try await operations.logRun(other.id.trackedID, entries, in: project, as: worker) }
                == .permissionDenied
        )
        let finish = Run.Changes(status: .finished)
        #expect(
            await code { _ = try await operations.updateRun(own.id.trackedID, finish, in: project, as: worker) }
                == .failedPrecondition
        )
    }

    @Test func `parts of a run are found by it`() async throws {
        let registry = try await Registry()
        let whole = try await start(registry)
        let part = try await start(registry, parent: whole)
        let found = try await registry.operations.runs(
            filter: RunFilter(parent: whole.id.trackedID),
            in: registry.project,
            as: registry.admin
        )
        #expect(found.items.map(\.id) == [part.id])
    }

    @Test func `what was deleted is hidden, comes back, and goes with the garbage`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let (kept, gone) = (try await start(registry), try await start(registry))
        let name = try Experiment.Name("scrap")
        _ = try await start(registry, name.text)
        let file = Artifact.Draft(path: try Artifact.Path("log.txt"), digest: try await registry.store("log"))
        for run in [kept, gone] {
            _ = try await operations.putRunArtifacts([file], of: run.id.trackedID, in: project, as: admin)
        }
        try await operations.deleteRun(gone.id.trackedID, in: project, as: admin)
        try await operations.deleteExperiment(named: name, in: project, as: admin)
        #expect(try await operations.runs(in: project, as: admin).items.map(\.id) == [kept.id])
        #expect(try await operations.undeleteRun(gone.id.trackedID, in: project, as: admin).deletedAt == nil)
        try await operations.deleteRun(gone.id.trackedID, in: project, as: admin)
        registry.clock.advance(seconds: 10)
        let report = try await operations.collectGarbage(dryRun: false, graceSeconds: 1, as: admin)
        #expect(report.purgedRuns == 2 && report.purgedExperiments == 1 && report.blobs == 0)
        #expect(try await operations.doctor(repair: false, deep: true, as: admin).isClean)
        #expect(
            await code { _ = try await operations.undeleteRun(gone.id.trackedID, in: project, as: admin) } == .notFound
        )
    }

    @Test func `an artifact's content is kept as long as a run names it`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let run = try await start(registry)
        let path = try Artifact.Path("plots/loss.svg")
        let draft = Artifact.Draft(path: path, digest: try await registry.store("svg"))
        _ = try await operations.putRunArtifacts([draft], of: run.id.trackedID, in: project, as: admin)
        let blocking = Artifact.Draft(path: try Artifact.Path("plots"), digest: try await registry.store("file"))
        #expect(
            await code {
                _ = try await operations.putRunArtifacts([blocking], of: run.id.trackedID, in: project, as: admin)
            }
                == .failedPrecondition
        )
        try await operations.deleteRunArtifact(at: path, of: run.id.trackedID, in: project, as: admin)
        registry.clock.advance(seconds: 10)
        let report = try await operations.collectGarbage(dryRun: false, graceSeconds: 1, as: admin)
        #expect(report.blobs == 2)
    }

    @Test func `a comparison shows what differs`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        var ids: [Identifier<Run>] = []
        for rate in ["0.1", "0.2"] {
            let run = try await start(registry)
            let metrics = ids.isEmpty ? [try point("loss", .nan, step: 0)] : []
            let entries = Run.Entries(parameters: ["lr": rate, "seed": "7"], metrics: metrics)
            try await operations.logRun(run.id.trackedID, entries, in: project, as: admin)
            ids.append(run.id)
        }
        let comparison = try await operations.compareRuns(ids.map(\.trackedID), in: project, as: admin)
        #expect(comparison.parameters.map(\.key) == ["lr", "seed"])
        #expect(comparison.parameters.map(\.differs) == [true, false])
        #expect(comparison.metrics.map(\.differs) == [true] && comparison.metrics[0].values[1] == nil)
    }

    @Test func `what is too much is refused`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let run = try await start(registry)
        let many = Run.Entries(metrics: try (0...1000).map { try point("loss", 0, step: Int64($0)) })
        let long = Run.Entries(parameters: ["a": String(repeating: "x", count: 24_001)])
        let controls = Run.Entries(parameters: ["a\u{1B}[2J": "x"])
        for (entries, expected) in [(many, RoostError.Code.tooLarge), (long, .tooLarge), (controls, .invalidArgument)] {
            #expect(
                await code { try await operations.logRun(run.id.trackedID, entries, in: project, as: admin) }
                    == expected
            )
        }
    }

    @Test func `the doctor counts anew what a collection that broke off has left`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let run = try await start(registry)
        let points = try [4.0, 2, 3].enumerated().map { try point("loss", $1, step: Int64($0)) }
        try await operations.logRun(run.id.trackedID, Run.Entries(metrics: points), in: project, as: admin)
        try await operations.deleteRun(run.id.trackedID, in: project, as: admin)
        registry.clock.advance(seconds: 1)
        let now = registry.clock.now
        _ = try await registry.metadata.write { try $0.purgePoints(of: run.id, deletedBefore: now, limit: 1) }
        _ = try await operations.undeleteRun(run.id.trackedID, in: project, as: admin)
        #expect(try await operations.doctor(repair: false, deep: true, as: admin).isClean == false)
        #expect(try await operations.doctor(repair: true, deep: true, as: admin).isClean)
        let summary = try await operations.run(run.id.trackedID, in: project, as: admin).metrics["loss"]
        #expect(summary?.count == 2 && summary?.max == 3 && summary?.min == 2 && summary?.last == 3)
    }
}

extension Operations {
    /// The run that `execution` writes.
    fileprivate func startRun(
        of execution: Identifier<Execution>,
        in project: Project.Name,
        by caller: Caller
    ) async throws -> Run {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let draft = Run.Draft(experiment: try Experiment.Name("digits"))
            return try insertRun(draft, execution: execution, in: project, by: caller, transaction)
        }
    }
}

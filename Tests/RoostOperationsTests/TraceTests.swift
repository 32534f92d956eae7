import NIOCore
import RoostEntities
import Testing

@testable import RoostOperations

@Suite struct TraceTests {
    @Test func `a trace goes with its experiment, and what only it held`() async throws {
        let registry = try await Registry()
        let experiment = try await registry.openTraces(["tr-1", "tr-2"])
        let owner = TrackedOwner.trace("tr-1")
        let path = try Artifact.Path("traces.json")
        let body = AsyncStream(ByteBuffer.self) { stream in
            stream.yield(ByteBuffer(string: "{}"))
            stream.finish()
        }
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        try await operations.storeTrackedArtifact(at: path, of: owner, size: 2, body: body, in: project, as: admin)
        try await operations.deleteTrackedExperiment(experiment, in: project, as: admin)
        registry.clock.advance(seconds: 10)
        #expect(try await operations.collectGarbage(dryRun: true, graceSeconds: 1, as: admin).purgedTraces == 2)
        let report = try await operations.collectGarbage(dryRun: false, graceSeconds: 1, as: admin)
        #expect(report.purgedTraces == 2 && report.purgedExperiments == 1 && report.blobs == 1)
        await #expect(throws: RoostError.self) { try await operations.trace("tr-1", in: project, as: admin) }
    }

    @Test func `a viewer looks at traces and changes none`() async throws {
        let registry = try await Registry()
        let experiment = try await registry.openTraces(["tr-1"])
        let (operations, project) = (registry.operations, registry.project)
        let viewer = Caller(name: "eve", role: .viewer)
        #expect(try await operations.trace("tr-1", in: project, as: viewer).id.text == "tr-1")
        let changes: [@Sendable () async throws -> Void] = [
            { try await operations.setTraceTag("k", to: "v", of: "tr-1", in: project, as: viewer) },
            { try await operations.deleteTraceTag("k", of: "tr-1", in: project, as: viewer) },
            { try await operations.linkPrompts(["p/1"], to: "tr-1", in: project, as: viewer) },
            { _ = try await operations.deleteTraces(["tr-1"], ofExperiment: experiment, in: project, as: viewer) },
            { try await operations.deleteAssessment("a-1", of: "tr-1", in: project, as: viewer) },
            {
                try await operations.addSpans(
                    [try .sample()],
                    experiment: experiment,
                    run: nil,
                    in: project,
                    as: viewer
                )
            },
        ]
        for change in changes {
            await #expect { try await change() } throws: { ($0 as? RoostError)?.code == .permissionDenied }
        }
    }

    @Test func `a deletion is in the audit log`() async throws {
        let registry = try await Registry()
        let experiment = try await registry.openTraces(["tr-1", "tr-2", "tr-3"])
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let ids = ["tr-1", "tr-9"]
        #expect(try await operations.deleteTraces(ids, ofExperiment: experiment, in: project, as: admin) == 1)
        let rest = try await operations.deleteTraces(
            until: registry.clock.now,
            atMost: nil,
            ofExperiment: experiment,
            in: project,
            as: admin
        )
        let entries = try await registry.audit("trace.delete")
        #expect(rest == 2 && Set(entries.map(\.detail)) == ["1 traces", "2 traces"])
    }

    @Test func `spans that are too large are refused, and leave nothing`() async throws {
        let registry = try await Registry()
        let experiment = try await registry.openTraces([])
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let large = try TraceSpans.sample(bytes: Limits.span + 1)
        await #expect {
            try await operations.addSpans([large], experiment: experiment, run: nil, in: project, as: admin)
        } throws: { ($0 as? RoostError)?.code == .tooLarge }
        let many = Array(repeating: try TraceSpans.sample(bytes: Limits.span), count: 9)
        await #expect {
            try await operations.addSpans(many, experiment: experiment, run: nil, in: project, as: admin)
        } throws: { ($0 as? RoostError)?.code == .tooLarge }
        await #expect(throws: RoostError.self) { try await operations.trace("tr-s", in: project, as: admin) }
    }
}

extension Registry {
    /// A new experiment with traces; its number.
    fileprivate func openTraces(_ ids: [String]) async throws -> Int64 {
        let experiment = try await operations.createTrackedExperiment(
            Experiment.Name("traced"),
            description: "",
            tags: .none,
            artifactLocation: nil,
            in: project,
            as: admin
        )
        for id in ids {
            _ = try await operations.putTrace(
                Trace.ID(id),
                Trace.Content(startedAt: clock.now, state: .ok),
                assessments: [],
                experiment: experiment.number,
                in: project,
                as: admin
            )
        }
        return experiment.number
    }
}

extension TraceSpans {
    fileprivate static func sample(bytes: Int = 2) throws -> TraceSpans {
        let span = TraceSpan(
            id: 1,
            parentID: nil,
            name: "s",
            type: "LLM",
            status: .ok,
            startedAt: 0,
            endedAt: nil,
            content: String(repeating: "x", count: bytes)
        )
        return TraceSpans(of: try Trace.ID("tr-s"), spans: [span])
    }
}

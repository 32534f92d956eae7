import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostOperations
import Testing

@Suite struct PartedArtifactTests {
    @Test func `a token has so many uploads unfinished, and others have theirs`() async throws {
        let run = try await PartedRun()
        var ids: [Identifier<Upload>] = []
        for _ in 0..<256 { ids.append(try await run.begin().upload) }
        #expect(await code { _ = try await run.begin() } == .unsupported)
        _ = try await run.begin(as: Caller(name: "bob", role: .contributor))
        try await run.abort(ids[7])
        _ = try await run.begin()
        #expect(await code { _ = try await run.begin() } == .unsupported)
    }

    @Test(arguments: [0, -1, 10_001, .max]) func `a file comes in as many parts as are taken`(_ count: Int) async throws
    {
        let run = try await PartedRun()
        #expect(await code { _ = try await run.begin(parts: count) } == .unsupported)
    }

    @Test func `an upload that rests for a day is collected, and its links open no more`() async throws {
        let run = try await PartedRun()
        let (operations, admin, clock) = (run.registry.operations, run.registry.admin, run.registry.clock)
        let upload = try await run.begin()
        _ = try await run.send("a", upload)
        clock.advance(seconds: 86_399)
        #expect(try await operations.collectGarbage(dryRun: false, graceSeconds: 1, as: admin).expiredUploads == 0)
        let other = try await run.begin()
        clock.advance(seconds: 2)
        #expect(await code { _ = try await run.send("b", upload) } == .permissionDenied)
        for dryRun in [true, false] {
            let report = try await operations.collectGarbage(dryRun: dryRun, graceSeconds: 1, as: admin)
            #expect(report.expiredUploads == 1)
        }
        #expect(await code { try await run.complete("a", upload.upload) } == .notFound)
        #expect(try await run.registry.blobs.partedUploads().map(\.upload.id) == [other.upload])
    }

    @Test func `parts become no file of a run that was deleted meanwhile`() async throws {
        let run = try await PartedRun()
        let (operations, admin, project) = (run.registry.operations, run.registry.admin, run.registry.project)
        let upload = try await run.begin()
        _ = try await run.send("a", upload)
        try await operations.deleteTrackedRun(run.id, in: project, as: admin)
        #expect(await code { try await run.complete("a", upload.upload) } == .failedPrecondition)
        try await operations.restoreTrackedRun(run.id, in: project, as: admin)
        #expect(try await run.files().isEmpty)
        try await run.complete("a", upload.upload)
        #expect(try await run.files() == ["m.bin"])
    }

    @Test func `what is completed again is not brought back`() async throws {
        let run = try await PartedRun()
        let (operations, admin, project) = (run.registry.operations, run.registry.admin, run.registry.project)
        let upload = try await run.begin()
        _ = try await run.send("a", upload)
        try await run.complete("a", upload.upload)
        #expect(try await run.files() == ["m.bin"])
        let path = try Artifact.Path("m.bin")
        try await operations.deleteTrackedArtifacts(at: path, of: .run(run.id), in: project, as: admin)
        try await run.complete("a", upload.upload)
        #expect(try await run.files().isEmpty)
    }

    @Test(arguments: [Role.viewer, .contributor]) func `only who may write begins`(_ role: Role) async throws {
        let run = try await PartedRun()
        let refusal = await code { _ = try await run.begin(as: Caller(name: "cy", role: role)) }
        #expect(refusal == (role == .viewer ? .permissionDenied : nil))
    }
}

/// A run that gets the file `m.bin` in parts.
private struct PartedRun {
    typealias Begun = (upload: Identifier<Upload>, seals: [LinkSeal])

    let registry: Registry
    let id: String
    private let path: Artifact.Path

    init() async throws {
        registry = try await Registry()
        let (operations, project) = (registry.operations, registry.project)
        try await operations.openDefaultExperiment(in: project)
        let draft = TrackedRunDraft(experiment: 0)
        id = try await operations.createTrackedRun(draft, in: project, as: registry.admin).trackedID.text
        path = try Artifact.Path("m.bin")
    }

    func begin(parts: Int = 1, as caller: Caller? = nil) async throws -> Begun {
        try await registry.operations.beginTrackedArtifact(
            at: path,
            of: .run(id),
            parts: parts,
            in: registry.project,
            as: caller ?? registry.admin
        )
    }

    func send(_ text: String, _ begun: Begun) async throws -> Digest {
        try await registry.operations.storePart(
            1,
            of: begun.upload,
            openedBy: begun.seals.first ?? LinkSeal(expiresAt: .now, code: ""),
            size: Int64(text.utf8.count),
            body: SingleBuffer(ByteBuffer(string: text))
        )
    }

    func complete(_ text: String, _ upload: Identifier<Upload>) async throws {
        try await registry.operations.completeTrackedArtifact(
            at: path,
            of: .run(id),
            upload: upload,
            parts: [(1, Digest(of: ByteBuffer(string: text)))],
            in: registry.project,
            as: registry.admin
        )
    }

    func abort(_ upload: Identifier<Upload>) async throws {
        try await registry.operations.abortTrackedArtifact(
            at: path,
            of: .run(id),
            upload: upload,
            in: registry.project,
            as: registry.admin
        )
    }

    func files() async throws -> [String] {
        try await registry.operations.trackedEntries(
            of: .run(id),
            in: nil,
            project: registry.project,
            as: registry.admin
        )
        .map(\.name)
    }
}

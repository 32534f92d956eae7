import RoostEntities
import Testing

@testable import RoostOperations

@Suite struct TrackedVersionTests {
    private let contributor = Caller(name: "grace", role: .contributor)

    private func make(
        _ registry: Registry,
        of model: String,
        _ origin: VersionOrigin,
        copied: TrackedVersionDraft.Copied? = nil,
        as caller: Caller? = nil
    ) async throws -> MadeVersion {
        let draft = TrackedVersionDraft(
            model: try Model.Name(model),
            source: "s3://b/x",
            origin: origin,
            copied: copied
        )
        return try await registry.operations.createTrackedVersion(
            draft,
            in: registry.project,
            as: caller ?? registry.admin
        )
    }

    @Test func `a version of a version has its files, its links and its digest`() async throws {
        let registry = try await Registry()
        let path = try Artifact.Path("elsewhere.bin")
        let artifacts = [
            Artifact.Draft(path: try Artifact.Path("here.bin"), digest: try await registry.store("here")),
            Artifact.Draft(path: path, link: "https://models.example.com/elsewhere.bin"),
        ]
        let source = Version.Source(kind: .folder, location: "f")
        let draft = Version.Draft(artifacts: artifacts, source: source, task: "t", labels: ["cat"])
        for name in ["from", "to"] {
            let name = try Model.Name(name)
            _ = try await registry.operations.createVersion(of: name, draft, in: registry.project, as: registry.admin)
        }
        let made = try await make(registry, of: "to", .version(Reference("from:1")))
        let (from, to) = (try await registry.version("from:1"), try await registry.version("to:2"))
        #expect(made.source == "models:/from/1" && to.status == .preTrained)
        #expect(to.digest == from.digest && to.artifactCount == 2 && to.size == from.size)
        #expect(to.task == "t" && to.labels == ["cat"])
        #expect(try await registry.operations.doctor(repair: false, deep: true, as: registry.admin).isClean)
    }

    @Test func `a contributor makes versions; what moves others takes a maintainer`() async throws {
        let registry = try await Registry()
        try await registry.push("m")
        let (operations, project, name) = (registry.operations, registry.project, try Model.Name("m"))
        #expect(try await make(registry, of: "m", .elsewhere, as: contributor).number.value == 2)
        let copied = TrackedVersionDraft.Copied(number: try Version.Number(9), createdAt: nil, updatedAt: nil)
        let refused = [
            await code { _ = try await make(registry, of: "m", .elsewhere, copied: copied, as: contributor) },
            await code { try await operations.deleteTrackedModel(name, in: project, as: contributor) },
            await code { try await operations.deleteTrackedVersion(1, of: name, in: project, by: contributor) },
            await code {
                try await operations.setTrackedAlias(Alias("a"), of: name, to: 1, in: project, as: contributor)
            },
            await code {
                _ = try await operations.moveTrackedVersion(
                    1,
                    of: name,
                    to: .production,
                    archivingOthers: false,
                    in: project,
                    by: contributor
                )
            },
            await code {
                _ = try await operations.renameTrackedModel(name, to: Model.Name("n"), in: project, by: contributor)
            },
        ]
        #expect(refused.allSatisfy { $0 == .permissionDenied }, "\(refused)")
    }

    @Test func `a version and a model that an execution works with are not deleted`() async throws {
        let registry = try await Registry()
        try await registry.push("m")
        let image = Execution.Input.Image(name: "a.png", digest: try await registry.image(1, 1))
        let input = Execution.Input(images: [image])
        let draft = ExecutionDraft(kind: .predict, version: try Reference("m:1"), input: input)
        _ = try await registry.operations.createExecution(draft, in: registry.project, as: registry.admin)
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let name = try Model.Name("m")
        let refused = [
            await code { try await operations.deleteTrackedVersion(1, of: name, in: project, by: admin) },
            await code { try await operations.deleteTrackedModel(name, in: project, as: admin) },
        ]
        #expect(refused == [.failedPrecondition, .failedPrecondition])
    }

    @Test func `a name that is as long as can be is freed, too`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        for text in [String(repeating: "x", count: 128), String(repeating: "日", count: 66)] {
            try await registry.push(text)
            let name = try Model.Name(text)
            try await operations.deleteTrackedModel(name, in: project, as: admin)
            let made = try await operations.createTrackedModel(
                name,
                description: "",
                tags: .none,
                createdAt: nil,
                updatedAt: nil,
                in: project,
                as: admin
            )
            #expect(made.model.versionCount == 0 && made.model.name == name)
        }
        let all = try await operations.models(in: project, filter: ModelFilter(deleted: true), as: admin).items
        #expect(all.filter { $0.name.text.contains(" (deleted ") }.count == 2)
    }

    @Test func `garbage takes what was deleted with all that was kept beside it`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let name = try Model.Name("m")
        _ = try await operations.createTrackedModel(
            name,
            description: "",
            tags: Tags(["k": "v"]),
            createdAt: nil,
            updatedAt: nil,
            in: project,
            as: admin
        )
        _ = try await make(registry, of: "m", .elsewhere)
        try await operations.tagTrackedVersion(1, of: name, "k", "v", in: project, by: admin)
        try await operations.setTrackedAlias(Alias("a"), of: name, to: 1, in: project, as: admin)
        try await operations.deleteTrackedModel(name, in: project, as: admin)
        registry.clock.advance(seconds: 10)
        _ = try await operations.collectGarbage(dryRun: false, graceSeconds: 1, as: admin)
        let filter = ModelFilter(archived: true, deleted: true)
        #expect(try await operations.models(in: project, filter: filter, as: admin).items.isEmpty)
        #expect(try await operations.doctor(repair: false, deep: true, as: admin).isClean)
    }
}

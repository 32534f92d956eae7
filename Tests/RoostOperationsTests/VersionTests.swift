import NIOCore
import RoostArtifactStore
import RoostEntities
import Testing

@testable import RoostOperations

@Suite struct VersionTests {
    @Test func `a push makes the model and a sealed version with everything in it`() async throws {
        let version = try await Registry().push("digits", files: ["b/c.txt", "a.txt"])
        #expect(version.reference.text == "digits:1")
        #expect(version.status == .preTrained)
        #expect(version.artifactCount == 2 && version.size == 12)
        #expect(version.labels == ["cat", "dog"])
        #expect(version.createdBy == "ada")
    }

    /// By `printf 'a.txt\0%s\nb.txt\0%s\n' $(printf a.txt | sha256sum | cut -c-64) … | sha256sum`.
    @Test func `the digest is that of the sorted lines`() async throws {
        let version = try await Registry().push("digits", files: ["b.txt", "a.txt"])
        #expect(version.digest?.text == "e66359187aec96d178786710f8176bb4395233f693c2f448826a011663b4bda5")
    }

    @Test func `a number is never used twice`() async throws {
        let registry = try await Registry()
        try await registry.push("m")
        try await registry.push("m")
        try await registry.operations.deleteVersion(Reference("m:2"), in: registry.project, as: registry.admin)
        registry.clock.advance(seconds: 10)
        _ = try await registry.operations.collectGarbage(dryRun: false, graceSeconds: 1, as: registry.admin)
        #expect(try await registry.push("m").number.value == 3)
    }

    @Test func `two hundred pushes at once get two hundred numbers`() async throws {
        let registry = try await Registry()
        let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 { group.addTask { try await registry.push("m").number.value } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(numbers.sorted() == Array(1...200))
    }

    @Test func `content that was not uploaded is refused, and nothing of the push stays`() async throws {
        let registry = try await Registry()
        let draft = Version.Draft(
            artifacts: [Artifact.Draft(path: try Artifact.Path("a"), digest: Digest(of: .init(string: "nowhere")))],
            source: .init(kind: .folder, location: "x")
        )
        let refused = await code {
            _ = try await registry.operations.createVersion(
                of: Model.Name("m"),
                draft,
                in: registry.project,
                as: registry.admin
            )
        }
        #expect(refused == .failedPrecondition)
        #expect(try await registry.operations.models(in: registry.project, as: registry.admin).items.isEmpty)
    }

    @Test(arguments: [["a", "a"], ["a", "a/b"], ["a/b/c", "a/b"]])
    func `files that cannot be in one folder are refused`(_ files: [String]) async throws {
        let registry = try await Registry()
        #expect(await code { try await registry.push("m", files: files) } == .invalidArgument)
    }

    @Test func `an open version takes artifacts until it is sealed`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        try await registry.push("m", open: true)
        let reference = try Reference("m:1")
        let more = [Artifact.Draft(path: try Artifact.Path("z/y"), digest: try await registry.store("zzz"))]
        _ = try await operations.putArtifacts(more, into: reference, in: project, as: admin)
        let below = [Artifact.Draft(path: try Artifact.Path("z"), digest: try await registry.store("zzz"))]
        let blocked = await code {
            _ = try await operations.putArtifacts(below, into: reference, in: project, as: admin)
        }
        #expect(blocked == .failedPrecondition)
        try await operations.deleteArtifact(at: Artifact.Path("a.txt"), of: reference, in: project, as: admin)
        let sealed = try await operations.sealVersion(reference, in: project, as: admin)
        #expect(sealed.artifactCount == 1 && sealed.size == 3 && sealed.digest != nil)
        let late = await code { _ = try await operations.putArtifacts(more, into: reference, in: project, as: admin) }
        #expect(late == .failedPrecondition)
    }

    @Test func `the history tells every step`() async throws {
        let registry = try await Registry()
        try await registry.push("m")
        let page = try await registry.operations.history(
            of: Reference("m"),
            in: registry.project,
            as: registry.admin
        )
        #expect(page.items.map(\.from) == [nil, .created])
        #expect(page.items.map(\.to) == [.created, .preTrained])
    }

    @Test func `a clone has the same content and remembers its parent`() async throws {
        let registry = try await Registry()
        let original = try await registry.push("m", files: ["a", "b"])
        let clone = try await registry.operations.cloneVersion(
            Reference("m:1"),
            CloneDraft(name: Model.Name("mine"), description: "new"),
            in: registry.project,
            as: registry.admin
        )
        #expect(clone.reference.text == "mine:1" && clone.digest == original.digest)
        #expect(clone.parentID == original.id && clone.parent?.text == "m:1")
        #expect(clone.description == "new" && clone.labels == original.labels)
        #expect(clone.artifactCount == 2 && clone.size == original.size)
    }

    @Test func `versions are listed the newest first, without the deleted ones`() async throws {
        let registry = try await Registry()
        for _ in 0..<5 { try await registry.push("m") }
        try await registry.operations.deleteVersion(Reference("m:4"), in: registry.project, as: registry.admin)
        let first = try await registry.operations.versions(
            of: Model.Name("m"),
            page: PageRequest(limit: 2),
            in: registry.project,
            as: registry.admin
        )
        let rest = try await registry.operations.versions(
            of: Model.Name("m"),
            page: PageRequest(limit: 9, after: first.next),
            in: registry.project,
            as: registry.admin
        )
        #expect((first.items + rest.items).map(\.number.value) == [5, 3, 2, 1])
    }
}

import Foundation
import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostMetadataStore
import Testing

@testable import RoostOperations

@Suite struct SnapshotTests {
    @Test func `a snapshot is its manifest: a header, then the items by path with their ground truth`() async throws {
        let registry = try await Registry()
        let items = try await registry.dataset("shapes", items: ["b.png", "a/1.png"])
        let snapshot = try await registry.snapshot("shapes")
        let text = try await registry.manifest(of: snapshot)
        var reader = SnapshotReader()
        let read = try reader.read(text.utf8)
        try reader.finish()
        #expect(reader.header?.labels.map(\.name) == ["cat"])
        #expect(read == [items[1], items[0]].map { SnapshotItem($0, annotations: [.init(label: "cat")]) })
        #expect(snapshot.itemCount == 2 && snapshot.annotationCount == 2 && snapshot.subsets == ["test": 2])
        #expect(snapshot.digest == Digest(of: ByteBuffer(string: text)))
    }

    @Test func `the manifest is written as canonical JSON is`() async throws {
        let registry = try await Registry()
        try await registry.dataset("shapes", items: ["a.png"])
        let odd = "tab\t \"quote\" \\ / é \u{1F600} \u{7F}"
        var draft = Item.Draft(path: try Artifact.Path("\u{1F600} \"x\".png"), digest: try await registry.image(3, 4))
        draft.metadata = ["b": [.number(0.5), .null], "a": .string("line\nfeed \u{1}")]
        draft.annotations = [
            Annotation.Draft(
                label: "é \"x\"",
                geometry: .box(.init(x: 0.1, y: 1, width: 2.5, height: 1e21)),
                attributes: ["note": .string(odd), "crowd": .bool(true)]
            )
        ]
        _ = try await registry.operations.addItems(
            [draft],
            to: Dataset.Name("shapes"),
            in: registry.project,
            as: registry.admin
        )
        let text = try await registry.manifest(of: try await registry.snapshot("shapes"))
        let lines = text.split(separator: "\n").dropFirst()
        let again = try lines.map { line in
            String(
                decoding: try SnapshotLine.encode(SnapshotLine.decode(SnapshotItem.self, from: Data(line.utf8))),
                as: UTF8.self
            )
        }
        #expect(lines.map { $0 + "\n" } == again)
        #expect(lines.count == 2)
    }

    @Test func `what has not changed is the same snapshot, and nothing is written`() async throws {
        let registry = try await Registry()
        try await registry.dataset("shapes", items: ["a.png"])
        let first = try await registry.snapshot("shapes")
        _ = try await registry.blobs.delete(first.digest)
        #expect(try await registry.snapshot("shapes") == first)
        #expect(try await registry.blobs.size(of: first.digest) == nil)
        try await registry.dataset("other", items: ["a.png"])
        #expect(try await registry.snapshot("shapes") == first)
    }

    @Test func `a change makes another snapshot, and the first stays as it was`() async throws {
        let registry = try await Registry()
        try await registry.dataset("shapes", items: ["a.png"])
        let first = try await registry.snapshot("shapes")
        let before = try await registry.manifest(of: first)
        _ = try await registry.operations.updateDataset(
            named: Dataset.Name("shapes"),
            DatasetChanges(labels: [Label("cat"), Label("dog")]),
            in: registry.project,
            as: registry.admin
        )
        let second = try await registry.snapshot("shapes")
        #expect(second.id != first.id && second.digest != first.digest)
        #expect(try await registry.manifest(of: first) == before)
        let list = try await registry.operations.snapshots(
            of: Dataset.Name("shapes"),
            in: registry.project,
            as: registry.admin
        )
        #expect(list.items == [second, first])
    }

    @Test func `a dataset that was changed back has the snapshot it had`() async throws {
        let registry = try await Registry()
        try await registry.dataset("shapes", items: ["a.png"])
        let first = try await registry.snapshot("shapes")
        for labels in [["dog", "cat"], ["cat"]] {
            _ = try await registry.operations.updateDataset(
                named: Dataset.Name("shapes"),
                DatasetChanges(labels: labels.map { try Label($0) }),
                in: registry.project,
                as: registry.admin
            )
        }
        #expect(try await registry.snapshot("shapes") == first)
    }

    @Test func `many who ask at once get one snapshot`() async throws {
        let registry = try await Registry()
        try await registry.dataset("shapes", items: (0..<50).map { "\($0).png" })
        let snapshots = try await withThrowingTaskGroup(of: Snapshot.self) { group in
            for _ in 0..<8 { group.addTask { try await registry.snapshot("shapes") } }
            return try await group.reduce(into: Set()) { $0.insert($1.id) }
        }
        #expect(snapshots.count == 1)
    }

    @Test func `a manifest that cannot be read is found by the doctor`() async throws {
        let registry = try await Registry()
        try await registry.dataset("shapes", items: ["a.png"])
        let snapshot = try await registry.snapshot("shapes")
        let healthy = try await registry.operations.doctor(repair: false, deep: true, as: registry.admin)
        #expect(healthy.checks.allSatisfy(\.ok) && healthy.checks.map(\.name).contains("snapshots"))
        let digest = try await registry.store("no manifest")
        _ = try await registry.metadata.write { transaction in
            try transaction.insertSnapshot(
                registry.operations.ids.next(),
                of: snapshot.datasetID,
                manifest: Manifest(revision: 99),
                digest: digest,
                size: 11,
                by: "ada",
                at: snapshot.createdAt
            )
        }
        let report = try await registry.operations.doctor(repair: false, deep: true, as: registry.admin)
        #expect(report.checks.filter { !$0.ok }.map(\.name) == ["snapshots"])
    }

    @Test func `garbage collection keeps manifests`() async throws {
        let registry = try await Registry()
        try await registry.dataset("shapes", items: ["a.png"])
        let snapshot = try await registry.snapshot("shapes")
        registry.clock.advance(seconds: 10 * 86400)
        _ = try await registry.operations.collectGarbage(dryRun: false, graceSeconds: 0, as: registry.admin)
        #expect(try await registry.manifest(of: snapshot).isEmpty == false)
        try await registry.operations.deleteSnapshot(
            .digest(snapshot.digest),
            of: Dataset.Name("shapes"),
            in: registry.project,
            as: registry.admin
        )
        _ = try await registry.operations.collectGarbage(dryRun: false, graceSeconds: 0, as: registry.admin)
        #expect(try await registry.blobs.size(of: snapshot.digest) == nil)
    }
}

extension Registry {
    func snapshot(_ dataset: String) async throws -> Snapshot {
        try await operations.takeSnapshot(of: Dataset.Name(dataset), in: project, as: admin)
    }

    func manifest(of snapshot: Snapshot) async throws -> String {
        let body = try await operations.readBlob(snapshot.digest, in: project, as: admin)
        return String(buffer: try await body.collect(upTo: 1 << 20))
    }
}

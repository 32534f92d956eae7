import RoostArtifactStore
import RoostEntities
import Testing

@testable import RoostOperations

@Suite struct ItemChangeTests {
    @Test func `deleted items are hidden, counted out, and come back as they were`() async throws {
        let registry = try await Registry()
        let items = try await registry.dataset("shapes", items: ["a.png", "b.png", "c.png"])
        let before = try await registry.shapes
        let deleted = try await registry.delete(ids: [items[0].id, items[2].id])
        #expect(deleted.count == 2 && deleted.next == nil)
        let between = try await registry.shapes
        #expect(between.itemCount == 1 && between.annotationCount == 1 && between.subsets == ["test": 1])
        #expect(try await registry.paths() == ["b.png"])
        #expect(try await registry.annotationCount() == 1)
        let gone = try await registry.operations.deletedItems(of: .shapes, in: registry.project, as: registry.admin)
        #expect(gone.items.map(\.path.text) == ["a.png", "c.png"])
        try await registry.undelete([items[2].id, items[0].id])
        #expect(try await registry.paths() == ["a.png", "b.png", "c.png"])
        let after = try await registry.shapes
        #expect(after.itemCount == before.itemCount && after.annotationCount == before.annotationCount)
        #expect(after.subsets == before.subsets)
    }

    @Test func `deleting twice does no harm, and an unknown item deletes nothing`() async throws {
        let registry = try await Registry()
        let items = try await registry.dataset("shapes", items: ["a.png", "b.png"])
        try await registry.delete(ids: [items[0].id])
        #expect(try await registry.delete(ids: [items[0].id]).count == 0)
        let unknown: Identifier<Item> = registry.operations.ids.next()
        #expect(await code { try await registry.delete(ids: [items[1].id, unknown]) } == .notFound)
        #expect(try await registry.paths() == ["b.png"])
    }

    @Test func `a filter deletes a thousand at a time`() async throws {
        let registry = try await Registry()
        let image = try await registry.image(1, 1)
        _ = try await registry.operations.createDataset(.shapes, in: registry.project, as: registry.admin)
        for start in [0, 700] {
            let drafts = try (start..<start + 700).map {
                Item.Draft(path: try Artifact.Path("\($0).png"), digest: image, subset: $0 < 1300 ? .train : nil)
            }
            _ = try await registry.operations.addItems(drafts, to: .shapes, in: registry.project, as: registry.admin)
        }
        let filter = try Filter("subset = train")
        let first = try await registry.delete(Selection(filter: filter))
        let second = try await registry.delete(Selection(filter: filter, after: first.next))
        #expect(first.count == 1000 && second.count == 300 && second.next == nil)
        #expect(try await registry.shapes.subsets == ["": 100])
    }

    @Test func `the path of a deleted item is free, and what took it keeps it`() async throws {
        let registry = try await Registry()
        let items = try await registry.dataset("shapes", items: ["a.png"])
        try await registry.delete(ids: [items[0].id])
        let draft = Item.Draft(path: try Artifact.Path("a.png"), digest: try await registry.image(7, 7))
        _ = try await registry.operations.addItems([draft], to: .shapes, in: registry.project, as: registry.admin)
        #expect(await code { try await registry.undelete([items[0].id]) } == .alreadyExists)
        #expect(try await registry.shapes.itemCount == 1)
    }

    @Test func `an item moves and gets metadata, and counts follow`() async throws {
        let registry = try await Registry()
        let item = try await registry.dataset("shapes", items: ["a.png", "b.png"])[0]
        for (changes, subset) in [
            (Item.Changes(subset: .train), Subset?.some(.train)), (Item.Changes(metadata: ["a": .integer(1)]), .train),
            (Item.Changes(subset: .some(nil)), nil),
        ] {
            let changed = try await registry.operations.updateItem(
                item.id,
                of: .shapes,
                changes,
                in: registry.project,
                as: registry.admin
            )
            #expect(changed.subset == subset)
        }
        #expect(try await registry.shapes.subsets == ["test": 1, "": 1])
        #expect(try await registry.item(item.id).metadata == ["a": .integer(1)])
    }

    @Test func `what a snapshot shows stays, and all else goes with the garbage`() async throws {
        let registry = try await Registry()
        let items = try await registry.dataset("shapes", items: ["shown.png", "late.png"])
        try await registry.delete(ids: [items[1].id])
        let snapshot = try await registry.snapshot("shapes")
        try await registry.delete(ids: [items[0].id])
        registry.clock.advance(seconds: 86400)
        let report = try await registry.operations.collectGarbage(dryRun: false, graceSeconds: 60, as: registry.admin)
        #expect(report.purgedItems == 1)
        #expect(try await registry.item(items[0].id).deletedAt != nil)
        #expect(await code { _ = try await registry.item(items[1].id) } == .notFound)
        #expect(try await registry.blobs.size(of: items[0].digest) != nil)
        try await registry.operations.deleteSnapshot(
            .id(snapshot.id),
            of: .shapes,
            in: registry.project,
            as: registry.admin
        )
        let second = try await registry.operations.collectGarbage(dryRun: false, graceSeconds: 60, as: registry.admin)
        #expect(second.purgedItems == 1)
        let doctor = try await registry.operations.doctor(repair: false, deep: true, as: registry.admin)
        #expect(doctor.checks.filter { !$0.ok }.isEmpty)
    }
}

extension Dataset.Name {
    static var shapes: Dataset.Name {
        get throws { try Dataset.Name("shapes") }
    }
}

extension Registry {
    var shapes: Dataset {
        get async throws { try await operations.dataset(named: .shapes, in: project, as: admin) }
    }

    func paths() async throws -> [String] {
        try await operations.items(of: .shapes, in: project, as: admin).items.map(\.path.text)
    }

    func annotationCount() async throws -> Int {
        try await operations.annotations(of: .shapes, in: project, as: admin).items.count
    }

    func item(_ id: Identifier<Item>) async throws -> Item {
        try await operations.item(id, of: .shapes, in: project, as: admin)
    }

    @discardableResult
    func delete(ids: [Identifier<Item>]) async throws -> SelectionChange {
        try await delete(Selection(ids: ids))
    }

    func delete(_ selection: Selection<Item>) async throws -> SelectionChange {
        try await operations.deleteItems(selection, of: .shapes, in: project, as: admin)
    }

    func undelete(_ ids: [Identifier<Item>]) async throws {
        _ = try await operations.undeleteItems(ids, of: .shapes, in: project, as: admin)
    }
}

import RoostEntities
import Testing

@testable import RoostOperations

@Suite struct DatasetTests {
    @Test func `items come with what their headers say, and counts follow`() async throws {
        let registry = try await Registry()
        let items = try await registry.dataset("shapes", items: ["b.png", "a.png"])
        #expect(items.map(\.path.text) == ["b.png", "a.png"])
        #expect(items.map(\.width) == [1, 2] && items[0].mediaType == "image/test")
        let dataset = try await registry.operations.dataset(
            named: Dataset.Name("shapes"),
            in: registry.project,
            as: registry.admin
        )
        #expect(dataset.itemCount == 2 && dataset.annotationCount == 2 && dataset.subsets == ["test": 2])
        #expect(dataset.labels.map(\.name) == ["cat"])
    }

    @Test func `what is no image is refused with its path, and nothing is added`() async throws {
        let registry = try await Registry()
        try await registry.dataset("shapes", items: [])
        let name = try Dataset.Name("shapes")
        let drafts = [
            Item.Draft(path: try Artifact.Path("good.png"), digest: try await registry.image(1, 1)),
            Item.Draft(path: try Artifact.Path("bad.png"), digest: try await registry.store("text")),
        ]
        let error = await #expect(throws: RoostError.self) {
            _ = try await registry.operations.addItems(drafts, to: name, in: registry.project, as: registry.admin)
        }
        #expect(error?.message.contains("'bad.png'") == true)
        let page = try await registry.operations.items(of: name, in: registry.project, as: registry.admin)
        #expect(page.items.isEmpty)
    }

    @Test func `a path is there once`() async throws {
        let registry = try await Registry()
        try await registry.dataset("shapes", items: ["a.png"])
        let draft = Item.Draft(path: try Artifact.Path("a.png"), digest: try await registry.image(1, 1))
        let other = Item.Draft(path: try Artifact.Path("b.png"), digest: try await registry.image(1, 1))
        for (drafts, expected) in [([draft], RoostError.Code.alreadyExists), ([other, other], .invalidArgument)] {
            let refused = await code {
                _ = try await registry.operations.addItems(
                    drafts,
                    to: Dataset.Name("shapes"),
                    in: registry.project,
                    as: registry.admin
                )
            }
            #expect(refused == expected)
        }
    }

    @Test func `items are paged by subset in the order they came`() async throws {
        let registry = try await Registry()
        try await registry.dataset("shapes", items: (0..<9).map { "\(9 - $0).png" })
        let name = try Dataset.Name("shapes")
        let first = try await registry.operations.items(
            of: name,
            subset: .test,
            page: PageRequest(limit: 5),
            in: registry.project,
            as: registry.admin
        )
        let rest = try await registry.operations.items(
            of: name,
            subset: .test,
            page: PageRequest(limit: 5, after: first.next),
            in: registry.project,
            as: registry.admin
        )
        #expect((first.items + rest.items).map(\.width) == Array(1...9))
        let none = try await registry.operations.items(
            of: name,
            subset: .train,
            in: registry.project,
            as: registry.admin
        )
        #expect(none.items.isEmpty)
    }

    @Test func `a label in use stays in the ontology`() async throws {
        let registry = try await Registry()
        try await registry.dataset("shapes", items: ["a.png"])
        let name = try Dataset.Name("shapes")
        let dropped = await code {
            _ = try await registry.operations.updateDataset(
                named: name,
                DatasetChanges(labels: [Label("dog")]),
                in: registry.project,
                as: registry.admin
            )
        }
        #expect(dropped == .failedPrecondition)
        let changed = try await registry.operations.updateDataset(
            named: name,
            DatasetChanges(labels: [Label("dog"), Label("cat")]),
            in: registry.project,
            as: registry.admin
        )
        #expect(changed.labels.map(\.name) == ["dog", "cat"])
    }
}

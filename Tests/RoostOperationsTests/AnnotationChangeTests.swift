import RoostEntities
import Testing

@testable import RoostOperations

@Suite struct AnnotationChangeTests {
    @Test func `ground truth and predictions are kept apart, and counted together`() async throws {
        let registry = try await Registry()
        let item = try await registry.dataset("shapes", items: ["a.png"])[0]
        try await registry.push("m")
        let added = try await registry.add([
            .init(itemID: item.id, .init(label: "dog")),
            .init(itemID: item.id, .init(label: "never seen", score: 0.5), version: try Reference("m:1")),
        ])
        #expect(added.map { $0.versionID == nil } == [true, false])
        let dataset = try await registry.shapes
        #expect(dataset.annotationCount == 3 && dataset.labels.map(\.name) == ["cat", "dog"])
        _ = try await registry.operations.deleteAnnotations(
            Selection(filter: try Filter("kind = prediction")),
            of: .shapes,
            in: registry.project,
            as: registry.admin
        )
        #expect(try await registry.shapes.annotationCount == 2)
    }

    @Test func `adding again with the same identifier does no harm`() async throws {
        let registry = try await Registry()
        let item = try await registry.dataset("shapes", items: ["a.png"])[0]
        let id: Identifier<Annotation> = registry.operations.ids.next()
        let addition = Annotation.Addition(id: id, itemID: item.id, .init(label: "dog"))
        let first = try await registry.add([addition])
        #expect(try await registry.add([addition]) == first)
        #expect(try await registry.shapes.annotationCount == 2)
        let other = Annotation.Addition(id: id, itemID: item.id, .init(label: "cat"))
        #expect(await code { try await registry.add([other]) } == .alreadyExists)
        let new = Annotation.Addition(itemID: item.id, .init(label: "x"))
        #expect(await code { try await registry.add([new, other]) } == .alreadyExists)
        #expect(try await registry.shapes.annotationCount == 2)
    }

    @Test func `a strict ontology refuses other labels of ground truth, wherever they come from`() async throws {
        let registry = try await Registry()
        let item = try await registry.dataset("shapes", items: ["a.png"])[0]
        _ = try await registry.operations.updateDataset(
            named: .shapes,
            DatasetChanges(isStrict: true),
            in: registry.project,
            as: registry.admin
        )
        let truth = try await registry.truth()
        let draft = Item.Draft(path: try .init("b.png"), digest: item.digest, annotations: [.init(label: "dog")])
        #expect(
            await code { try await registry.add([.init(itemID: item.id, .init(label: "dog"))]) } == .invalidArgument
        )
        #expect(await code { try await registry.change(truth.id, .init(label: "dog")) } == .invalidArgument)
        #expect(
            await code {
                _ = try await registry.operations.addItems(
                    [draft],
                    to: .shapes,
                    in: registry.project,
                    as: registry.admin
                )
            } == .invalidArgument
        )
        try await registry.push("m")
        try await registry.add([.init(itemID: item.id, .init(label: "dog", score: 1), version: try Reference("m:1"))])
    }

    @Test func `ground truth is changed, and a snapshot shows it`() async throws {
        let registry = try await Registry()
        try await registry.dataset("shapes", items: ["a.png"])
        let first = try await registry.snapshot("shapes")
        let truth = try await registry.truth()
        let box = Geometry.box(.init(x: 1, y: 2, width: 3, height: 4))
        let changed = try await registry.change(
            truth.id,
            .init(label: "dog", geometry: box, attributes: ["a": .bool(true)])
        )
        #expect(changed.draft() == .init(label: "dog", geometry: box, attributes: ["a": .bool(true)]))
        #expect(try await registry.snapshot("shapes").id != first.id)
        #expect(await code { try await registry.change(truth.id, .init(score: 0.5)) } == .invalidArgument)
    }

    @Test func `predictions change nothing that a snapshot shows`() async throws {
        let registry = try await Registry()
        let item = try await registry.dataset("shapes", items: ["a.png"])[0]
        try await registry.push("m")
        let first = try await registry.snapshot("shapes")
        try await registry.add([.init(itemID: item.id, .init(label: "cat", score: 1), version: try Reference("m:1"))])
        #expect(try await registry.snapshot("shapes") == first)
    }

    @Test func `ground truth with a score, on a deleted item or without an item is refused`() async throws {
        let registry = try await Registry()
        let items = try await registry.dataset("shapes", items: ["a.png", "b.png"])
        try await registry.delete(ids: [items[1].id])
        let refused: [(Annotation.Addition, RoostError.Code)] = [
            (.init(itemID: items[0].id, .init(label: "cat", score: 0.5)), .invalidArgument),
            (.init(itemID: items[1].id, .init(label: "cat")), .notFound),
            (.init(itemID: registry.operations.ids.next(), .init(label: "cat")), .notFound),
            (.init(itemID: items[0].id, .init(label: "cat"), version: try Reference("none:1")), .notFound),
        ]
        for (addition, expected) in refused {
            #expect(await code { try await registry.add([addition]) } == expected)
        }
        #expect(try await registry.shapes.annotationCount == 1)
    }
}

extension Registry {
    @discardableResult
    func add(_ additions: [Annotation.Addition]) async throws -> [Annotation] {
        try await operations.addAnnotations(additions, to: .shapes, in: project, as: admin)
    }

    func truth() async throws -> Annotation {
        try await operations.annotations(of: .shapes, in: project, as: admin).items[0]
    }

    @discardableResult
    func change(_ id: Identifier<Annotation>, _ changes: Annotation.Changes) async throws -> Annotation {
        try await operations.updateAnnotation(id, of: .shapes, changes, in: project, as: admin)
    }
}

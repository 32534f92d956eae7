import RoostEntities
import Testing

@testable import RoostOperations

@Suite struct ModelTests {
    @Test func `models are listed by name, page by page, each once`() async throws {
        let registry = try await Registry()
        let names = (0..<25).map { "m\($0)" }
        for name in names.shuffled() {
            _ = try await registry.operations.createModel(Model.Name(name), in: registry.project, as: registry.admin)
        }
        var seen: [String] = []
        var page = try PageRequest(limit: 7)
        while true {
            let part = try await registry.operations.models(in: registry.project, page: page, as: registry.admin)
            seen += part.items.map(\.name.text)
            guard let next = part.next else { break }
            page = try PageRequest(limit: 7, after: next)
        }
        #expect(seen == names.sorted())
    }

    @Test func `a prefix finds the names that begin so`() async throws {
        let registry = try await Registry()
        for name in ["res", "resnet", "resnet.2", "rest", "vit"] {
            _ = try await registry.operations.createModel(Model.Name(name), in: registry.project, as: registry.admin)
        }
        let found = try await registry.operations.models(
            in: registry.project,
            filter: ModelFilter(namePrefix: "resn"),
            as: registry.admin
        )
        #expect(found.items.map(\.name.text) == ["resnet", "resnet.2"])
    }

    @Test func `changes are applied and what is not named stays`() async throws {
        let registry = try await Registry()
        let name = try Model.Name("m")
        _ = try await registry.operations.createModel(
            name,
            description: "old",
            tags: Tags(["a": "1"]),
            in: registry.project,
            as: registry.admin
        )
        let changed = try await registry.operations.updateModel(
            named: name,
            Changes(tags: ["b": "2", "a": nil]),
            in: registry.project,
            as: registry.admin
        )
        #expect(changed.description == "old")
        #expect(changed.tags.values == ["b": "2"])
    }

    @Test func `archived and deleted models are hidden, and both can be undone`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let name = try Model.Name("m")
        try await registry.push("m")
        _ = try await operations.updateModel(named: name, Changes(archived: true), in: project, as: admin)
        #expect(try await operations.models(in: project, as: admin).items.isEmpty)
        #expect(await code { try await registry.push("m") } == .failedPrecondition)
        try await operations.deleteModel(named: name, in: project, as: admin)
        #expect(await code { _ = try await registry.version("m:1") } == .notFound)
        _ = try await operations.undeleteModel(named: name, in: project, as: admin)
        let back = try await operations.updateModel(named: name, Changes(archived: false), in: project, as: admin)
        #expect(back.versionCount == 1 && back.deletedAt == nil && back.archivedAt == nil)
    }

    @Test func `a name is taken until garbage is collected, also by a deleted model`() async throws {
        let registry = try await Registry()
        let name = try Model.Name("m")
        try await registry.push("m")
        try await registry.operations.deleteModel(named: name, in: registry.project, as: registry.admin)
        #expect(await code { try await registry.push("m") } == .alreadyExists)
    }
}

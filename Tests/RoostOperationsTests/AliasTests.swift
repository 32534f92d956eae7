import RoostEntities
import Testing

@testable import RoostOperations

@Suite struct AliasTests {
    @Test func `an alias leads to its version and moves in one step`() async throws {
        let registry = try await Registry()
        try await registry.push("m")
        try await registry.push("m")
        let (alias, model) = (try Alias("champion"), try Model.Name("m"))
        for number in [1, 2] {
            _ = try await registry.operations.setAlias(
                alias,
                of: model,
                to: Version.Number(number),
                in: registry.project,
                as: registry.admin
            )
            #expect(try await registry.version("m@champion").number.value == number)
        }
        #expect(try await registry.version("m:1").aliases == [])
        #expect(try await registry.version("m:2").aliases == [alias])
    }

    @Test func `setting what is set changes nothing and is not audited again`() async throws {
        let registry = try await Registry()
        try await registry.push("m")
        let (alias, model) = (try Alias("champion"), try Model.Name("m"))
        let first = try await registry.operations.setAlias(
            alias,
            of: model,
            to: Version.Number(1),
            in: registry.project,
            as: registry.admin
        )
        registry.clock.advance(seconds: 5)
        let second = try await registry.operations.setAlias(
            alias,
            of: model,
            to: Version.Number(1),
            in: registry.project,
            as: registry.admin
        )
        #expect(first == second)
        let log = try await registry.operations.audit(project: registry.project, page: .first, as: registry.admin)
        #expect(log.items.filter { $0.action == "alias.set" }.count == 1)
    }

    @Test func `a version an alias points at is not deleted`() async throws {
        let registry = try await Registry()
        try await registry.push("m")
        let (alias, model) = (try Alias("champion"), try Model.Name("m"))
        _ = try await registry.operations.setAlias(
            alias,
            of: model,
            to: Version.Number(1),
            in: registry.project,
            as: registry.admin
        )
        let delete = { @Sendable in
            try await registry.operations.deleteVersion(Reference("m:1"), in: registry.project, as: registry.admin)
        }
        #expect(await code(delete) == .failedPrecondition)
        try await registry.operations.removeAlias(alias, of: model, in: registry.project, as: registry.admin)
        #expect(await code(delete) == nil)
    }

    @Test func `an alias of nothing is refused, and one that is not there is not found`() async throws {
        let registry = try await Registry()
        try await registry.push("m")
        let set = await code {
            _ = try await registry.operations.setAlias(
                Alias("a"),
                of: Model.Name("m"),
                to: Version.Number(9),
                in: registry.project,
                as: registry.admin
            )
        }
        #expect(set == .notFound)
        #expect(await code { _ = try await registry.version("m@a") } == .notFound)
    }
}

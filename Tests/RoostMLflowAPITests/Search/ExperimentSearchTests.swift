import RoostEntities
import Testing

@testable import RoostMLflowAPI

@Suite struct ExperimentSearchTests {
    static let filters: [(String, ExperimentSearch.Field, SearchTest)] = [
        ("name = 'a'", .name, .equals("a")),
        ("attribute.name ILIKE 'A%'", .name, .like("A%", ignoringCase: true)),
        ("experiment_id IN ('1', '2')", .number, .among(["1", "2"])),
        ("creation_time >= 5", .created, .number(.isAtLeast, 5)),
        ("tags.team = 'vision'", .tag("team"), .equals("vision")),
        ("tag.x IS NULL", .tag("x"), .missing),
        ("tags.`mlflow.note.content` LIKE '%b%'", .description, .like("%b%", ignoringCase: false)),
    ]

    @Test(arguments: filters.indices) func `a clause says what has to be true`(_ index: Int) throws {
        let (filter, field, test) = Self.filters[index]
        #expect(try ExperimentSearch.conditions(filter) == [ExperimentSearch.Condition(field, test)])
    }

    @Test(arguments: [
        "metrics.m > 1", "attributes.name = 'a'", "name IN ('a')", "name IS NULL", "nope = 'a'", "name = 1",
        "creation_time = 'x'", "tags.a IN ('b')",
    ])
    func `what cannot be asked is refused`(_ filter: String) {
        #expect(throws: RoostError.self) { try ExperimentSearch.conditions(filter) }
    }

    @Test func `an order is attributes with a direction`() throws {
        let sorts = try ExperimentSearch.order(["name", "creation_time DESC"])
        #expect(sorts.map(\.field) == [.name, .created] && sorts.map(\.isDescending) == [false, true])
        #expect(throws: RoostError.self) { try ExperimentSearch.order(["tags.a"]) }
    }
}

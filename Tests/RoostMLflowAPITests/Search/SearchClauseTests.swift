import RoostEntities
import Testing

@testable import RoostMLflowAPI

/// What MLflow 3.17.2 says to the same filters, as recorded from its server.
@Suite struct SearchClauseTests {
    private func clauses(_ filter: String) throws -> [String] {
        try SearchClause.clauses(of: filter).map { clause in
            let name = SearchName(clause.name.text)
            return "\(name.entity ?? "-") \(name.key) \(clause.comparator) \(clause.value?.text ?? "-")"
        }
    }

    @Test(arguments: [
        ("", []),
        ("metrics.m > 1", ["metrics m > 1"]),
        ("metrics.m>=-1e0", ["metrics m >= -1e0"]), ("metrics.m > .5", ["metrics m > .5"]),
        ("metrics.m<-5.", ["metrics m < -5."]),
        ("metrics.`a b`!=0.5", ["metrics a b != 0.5"]),
        ("metrics.\"m\" > 1", ["metrics m > 1"]),
        ("metrics.order > 1 and", ["metrics order > 1"]),
        ("params.p LIKE 'a%' AND tag.x ilike '_'", ["params p LIKE 'a%'", "tag x ILIKE '_'"]),
        ("run_name = \"one\"", ["- run_name = \"one\""]),
        ("tags.mlflow.runName = 'two'", ["tags mlflow.runName = 'two'"]),
        ("tags.`mlflow.prompt.is_prompt` != 'true'", ["tags mlflow.prompt.is_prompt != 'true'"]),
        ("params.p IS NULL and params.q is not null", ["params p IS NULL -", "params q IS NOT NULL -"]),
        ("run_id in ('a', 'b')", ["- run_id IN ('a', 'b')"]),
        ("dataset.name NOT IN ('a')", ["dataset name NOT IN ('a')"]),
        ("params.p = 'it''s'", ["params p = 'it''s'"]),
        ("tags.größe = 'ä b'", ["tags größe = 'ä b'"]),
    ])
    func `a filter is clauses joined by AND`(_ filter: String, _ expected: [String]) throws {
        #expect(try clauses(filter) == expected)
    }

    @Test(arguments: [
        ("metrics.m > 1 OR metrics.m < 0", "'OR'"),
        ("(metrics.m > 1)", "'(metrics.m > 1)'"),
        ("NOT metrics.m > 1", "'NOT'"),
        ("metrics.m > 1;", "';'"),
        ("metrics.m BETWEEN 1 AND 2", "'metrics.m', 'BETWEEN', '1', '2'"),
        ("metrics.m", "'metrics.m'"),
        ("metrics.m >", "'metrics.m', '>'"),
    ])
    func `what is no clause is named`(_ filter: String, _ invalid: String) throws {
        let error = #expect(throws: RoostError.self) { try clauses(filter) }
        #expect(error?.message == "Invalid clause(s) in filter string: \(invalid)")
        #expect(error?.code == .invalidArgument)
    }

    @Test(arguments: [
        "'", "`", "((((", "a.", "a..b = 1", "\u{0}", "-", "1e", "a = .", "a = -.", "é=", "\\", "'a' = 'b'", "a = = b",
    ])
    func `nonsense is refused and crashes nothing`(_ filter: String) {
        #expect(throws: RoostError.self) { try clauses(filter) }
    }

    @Test func `a filter without end is refused`() {
        let filter = Array(repeating: "metrics.m > 1", count: 10_000).joined(separator: " AND ")
        #expect(throws: RoostError.self) { try clauses(filter) }
    }
}

import RoostEntities
import RoostOperations

extension VersionSearch {
    /// What MLflow's `filter` and `order_by` say, and whether prompts are asked for.
    ///
    /// - Throws: `invalidArgument` in MLflow's words.
    static func mlflow(
        filter: String,
        order entries: [String]
    ) throws(RoostError) -> (search: VersionSearch, withPrompts: Bool) {
        var search = VersionSearch(order: try SearchOrder.sorts(entries, field))
        for clause in try SearchClause.clauses(of: filter) {
            search.conditions.append(try condition(clause))
        }
        let withPrompts = RegistrySearch.takePrompts(from: &search.conditions) { condition in
            condition.field == .tag(Operations.promptTag) ? condition.test : nil
        }
        return (search, withPrompts)
    }

    private static func condition(_ clause: SearchClause) throws(RoostError) -> SearchCondition<Field> {
        let name = SearchName(clause.name.text)
        guard try !RegistrySearch.isTag(name) else {
            return SearchCondition(.tag(name.key), try RegistrySearch.tagTest(clause))
        }
        switch name.key {
        case "name": return SearchCondition(.name, try RegistrySearch.textTest(clause, takesLists: true))
        case "run_id": return SearchCondition(.run, try RegistrySearch.textTest(clause, takesLists: true))
        case "source_path": return SearchCondition(.source, try RegistrySearch.textTest(clause, takesLists: false))
        case "version_number": return SearchCondition(.number, try RegistrySearch.numberTest(clause, name.key))
        default:
            throw RegistrySearch.unknown(name.key, ["name", "run_id", "source_path", "version_number"])
        }
    }

    private static func field(_ name: SearchName) throws(RoostError) -> Field {
        let known = ["creation_timestamp", "last_updated_timestamp", "name", "version_number"]
        guard name.entity == nil || name.entity == "attribute" else {
            throw RoostError(.invalidArgument, "Invalid order_by entity: \(name.entity ?? "attribute")")
        }
        switch name.key {
        case "name": return .name
        case "version_number": return .number
        case "creation_timestamp": return .created
        case "last_updated_timestamp": return .updated
        default: throw RegistrySearch.unknown(name.key, known)
        }
    }
}

import RoostEntities
import RoostOperations

extension ModelSearch {
    /// What MLflow's `filter` and `order_by` say, and whether prompts are asked for.
    ///
    /// - Throws: `invalidArgument` in MLflow's words.
    static func mlflow(
        filter: String,
        order entries: [String]
    ) throws(RoostError) -> (search: ModelSearch, withPrompts: Bool) {
        var search = ModelSearch(order: try SearchOrder.sorts(entries, field))
        for clause in try SearchClause.clauses(of: filter) {
            let name = SearchName(clause.name.text)
            guard try RegistrySearch.isTag(name) else {
                guard name.key == "name" else { throw RegistrySearch.unknown(name.key, ["name"]) }
                search.conditions.append(
                    SearchCondition(.name, try RegistrySearch.textTest(clause, takesLists: true))
                )
                continue
            }
            search.conditions.append(SearchCondition(.tag(name.key), try RegistrySearch.tagTest(clause)))
        }
        let withPrompts = RegistrySearch.takePrompts(from: &search.conditions) { condition in
            condition.field == .tag(Operations.promptTag) ? condition.test : nil
        }
        return (search, withPrompts)
    }

    private static func field(_ name: SearchName) throws(RoostError) -> Field {
        let isAttribute = name.entity == nil || name.entity == "attribute"
        switch name.key {
        case "name" where isAttribute: return .name
        case "creation_timestamp" where isAttribute: return .created
        case "last_updated_timestamp" where isAttribute, "timestamp" where isAttribute: return .updated
        default:
            let key = name.entity.map { "\($0).\(name.key)" } ?? name.key
            throw RoostError(
                .invalidArgument,
                "Invalid order by key '\(key)' specified. Valid keys are "
                    + "'{'creation_timestamp', 'last_updated_timestamp', 'name', 'timestamp'}'"
            )
        }
    }
}

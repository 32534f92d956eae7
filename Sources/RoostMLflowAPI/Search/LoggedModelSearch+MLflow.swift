import RoostEntities

extension LoggedModelSearch {
    /// The conditions of MLflow's `filter`, all of which have to hold.
    ///
    /// - Throws: `invalidArgument` in MLflow's words.
    static func conditions(_ filter: String) throws(RoostError) -> [SearchCondition<Field>] {
        var conditions: [SearchCondition<Field>] = []
        for clause in try SearchClause.clauses(of: filter) {
            let name = SearchName(clause.name.text)
            let field = try field(name)
            conditions.append(SearchCondition(field, try test(clause, of: field, name)))
        }
        return conditions
    }

    /// The entries of MLflow's `order_by`, which are objects.
    ///
    /// - Throws: `invalidArgument` in MLflow's words.
    static func order(_ entries: [Fields]) throws(RoostError) -> [SearchSort<Field>] {
        guard entries.count <= 20 else {
            throw RoostError(.invalidArgument, "`order_by` has 20 entries at most, not \(entries.count).")
        }
        var sorts: [SearchSort<Field>] = []
        for entry in entries {
            let text = try entry.needed("field_name")
            let isDescending = try entry.flag("ascending") == false
            guard text.contains(".") else {
                guard let field = attribute(text) else {
                    throw RoostError(.invalidArgument, "Invalid order by field name: \(text)")
                }
                sorts.append(SearchSort(field, descending: isDescending))
                continue
            }
            let name = SearchName(text)
            guard name.entity == "metrics" else {
                throw RoostError(
                    .invalidArgument,
                    "Invalid order by field name: \(text). Only metrics are supported."
                )
            }
            sorts.append(SearchSort(.metric(name.key, on: try dataset(entry)), descending: isDescending))
        }
        return sorts
    }

    /// The data that the search is about.
    ///
    /// - Throws: `invalidArgument` in MLflow's words.
    static func datasets(_ entries: [Fields]) throws(RoostError) -> [Dataset] {
        guard entries.count <= 100 else {
            throw RoostError(.invalidArgument, "`datasets` has 100 entries at most, not \(entries.count).")
        }
        var datasets: [Dataset] = []
        for entry in entries {
            guard let dataset = try dataset(entry) else {
                throw RoostError(.invalidArgument, "`dataset_name` in the `datasets` clause must be specified.")
            }
            datasets.append(dataset)
        }
        return datasets
    }

    private static func dataset(_ entry: Fields) throws(RoostError) -> Dataset? {
        let digest = try entry.filled("dataset_digest")
        guard let name = try entry.filled("dataset_name") else {
            guard digest == nil else {
                throw RoostError(.invalidArgument, "`dataset_digest` needs the `dataset_name` that it is a state of.")
            }
            return nil
        }
        return Dataset(name: name, digest: digest)
    }

    private static func test(
        _ clause: SearchClause,
        of field: Field,
        _ name: SearchName
    ) throws(RoostError) -> SearchTest {
        let what = name.entity.map { "\($0).\(name.key)" } ?? "attributes.\(name.key)"
        guard clause.value != nil else {
            throw RoostError(
                .invalidArgument,
                "Invalid comparison operator for \(what): '\(clause.comparator)'. Expected one of "
                    + "('=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN')."
            )
        }
        switch field {
        case .metric, .created, .updated: return try clause.number("Expected numeric value type for \(what)")
        case .status:
            return try clause.text(what, allowed: SearchClause.listable, lists: SearchList.strings).ofStatus
        case .id, .name, .type, .sourceRun, .tag, .parameter:
            return try clause.text(what, allowed: SearchClause.listable, lists: SearchList.strings)
        }
    }

    private static func field(_ name: SearchName) throws(RoostError) -> Field {
        switch name.entity {
        case "metrics": return .metric(name.key, on: nil)
        case "params": return .parameter(name.key)
        case "tags": return .tag(name.key)
        case nil, "attributes":
            guard let field = attribute(name.key) else {
                throw RoostError(
                    .invalidArgument,
                    "Invalid attribute key '\(name.key)' specified. Valid keys are '{'creation_timestamp', "
                        + "'last_updated_timestamp', 'model_id', 'model_type', 'name', 'source_run_id', 'status'}'"
                )
            }
            return field
        case let word?:
            throw RoostError(
                .invalidArgument,
                "Invalid entity type: '\(word)'. Expected one of ['attributes', 'metrics', 'params', 'tags']."
            )
        }
    }

    private static func attribute(_ name: String) -> Field? {
        switch name {
        case "model_id": .id
        case "name": .name
        case "model_type": .type
        case "status": .status
        case "source_run_id": .sourceRun
        case "creation_time", "creation_timestamp", "creation_timestamp_ms": .created
        case "last_updated_timestamp", "last_updated_timestamp_ms": .updated
        default: nil
        }
    }
}

extension SearchTest {
    /// The same of a status, whose names here are others.
    fileprivate var ofStatus: SearchTest {
        let name = { (word: String) in LoggedModel.Status(mlflow: word)?.rawValue ?? "?" }
        return switch self {
        case .equals(let word): .equals(name(word))
        case .differs(let word): .differs(name(word))
        case .among(let words): .among(words.map(name))
        case .notAmong(let words): .notAmong(words.map(name))
        case .like, .number, .missing, .present: self
        }
    }
}

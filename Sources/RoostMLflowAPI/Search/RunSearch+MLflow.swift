import RoostEntities

extension RunSearch {
    /// The conditions of MLflow's `filter`, all of which have to hold.
    ///
    /// - Parameters:
    ///   - filter: Clauses joined by `AND`.
    ///   - artifactRoot: Where artifacts are that have no place of their own.
    /// - Returns: One condition of each clause.
    /// - Throws: `invalidArgument` in MLflow's words.
    static func conditions(_ filter: String, artifactRoot: String) throws(RoostError) -> [Condition] {
        var conditions: [Condition] = []
        for clause in try SearchClause.clauses(of: filter) {
            conditions.append(try Self.condition(clause, artifactRoot: artifactRoot))
        }
        return conditions
    }

    /// The entries of MLflow's `order_by`.
    ///
    /// - Throws: `invalidArgument` in MLflow's words, also for a name that comes twice.
    static func order(_ entries: [String], artifactRoot: String) throws(RoostError) -> [Sort] {
        try SearchOrder.sorts(entries) { name throws(RoostError) in
            try field(name, attributes: orderable, artifactRoot: artifactRoot)
        }
    }

    private static func condition(_ clause: SearchClause, artifactRoot: String) throws(RoostError) -> Condition {
        let name = SearchName(clause.name.text)
        let field = try field(name, attributes: searchable, artifactRoot: artifactRoot)
        return Condition(field, try test(clause, of: Entity(name.entity), field))
    }

    private static func test(
        _ clause: SearchClause,
        of entity: Entity,
        _ field: Field
    ) throws(RoostError) -> SearchTest {
        let key = SearchName(clause.name.text).key
        if clause.value == nil, entity != .tag, entity != .parameter {
            throw RoostError(
                .invalidArgument,
                "IS NULL / IS NOT NULL is only supported for tags and params, not for '\(entity.rawValue)' '\(key)'"
            )
        }
        switch entity {
        case .metric:
            return try clause.number("Expected numeric value type for metric")
        case .parameter, .tag:
            return try clause.text("\(entity.rawValue) (e.g. 'my-value')", allowed: SearchClause.textual) {
                list throws(RoostError) in
                throw clause.expectedString("\(entity.rawValue) (e.g. 'my-value')", list)
            }
        case .dataset:
            return try clause.text("dataset attributes", allowed: SearchClause.listable, lists: SearchList.strings)
        case .attribute where field == .started || field == .ended:
            return try clause.number("Expected numeric value type for numeric attribute: \(key)")
        case .attribute:
            return try clause.text("attributes", allowed: SearchClause.listable) { list throws(RoostError) in
                guard field == .id else {
                    throw RoostError(
                        .invalidArgument,
                        "Only ['run_id'] attributes support comparison with a list of quoted string values."
                    )
                }
                return try SearchList.strings(of: list)
            }
        }
    }

    private static func field(
        _ name: SearchName,
        attributes: Set<String>,
        artifactRoot: String
    ) throws(RoostError) -> Field {
        switch try Entity(name.entity) {
        case .metric: return .metric(name.key)
        case .parameter: return .parameter(name.key)
        case .tag: return RunTag(name.key).field
        case .dataset:
            switch name.key {
            case "name": return .dataset(.name)
            case "digest": return .dataset(.digest)
            case "context": return .dataset(.context)
            default: throw unknown("dataset", name.key, ["name", "digest", "context"])
            }
        case .attribute:
            guard attributes.contains(name.key) else { throw unknown("attribute", name.key, attributes) }
            return try attribute(name.key, artifactRoot: artifactRoot)
        }
    }

    private static func attribute(_ key: String, artifactRoot: String) throws(RoostError) -> Field {
        switch key {
        case "run_id": return .id
        case "run_name", "run name", "Run name", "Run Name": return .name
        case "user_id": return .user
        case "status": return .status
        case "artifact_uri": return .artifacts(root: artifactRoot)
        case "start_time", "created", "Created": return .started
        case "end_time": return .ended
        default: throw unknown("attribute", key, searchable)
        }
    }

    private static func unknown(_ kind: String, _ key: String, _ known: Set<String>) -> RoostError {
        let keys = known.sorted().map { "'\($0)'" }.joined(separator: ", ")
        return RoostError(
            .invalidArgument,
            "Invalid \(kind) key '\(key)' specified. Valid keys are '{\(keys)}'"
        )
    }

    private static let orderable: Set<String> = [
        "Created", "artifact_uri", "created", "end_time", "run_id", "run_name", "start_time", "status", "user_id",
    ]
    private static let searchable: Set<String> = orderable.union(["Run Name", "Run name", "run name"])

    /// What the word before the first dot says is meant.
    private enum Entity: String {
        case metric, parameter, tag, attribute, dataset

        init(_ word: String?) throws(RoostError) {
            switch word {
            case "metric", "metrics": self = .metric
            case "parameter", "parameters", "param", "params": self = .parameter
            case "tag", "tags": self = .tag
            case nil, "attribute", "attributes", "attr", "run": self = .attribute
            case "dataset", "datasets": self = .dataset
            case let word?:
                throw RoostError(
                    .invalidArgument,
                    "Invalid entity type '\(word)'. Valid values are "
                        + "['metric', 'parameter', 'tag', 'attribute', 'dataset']"
                )
            }
        }
    }
}

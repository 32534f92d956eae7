import RoostEntities

extension ExperimentSearch {
    /// The conditions of MLflow's `filter`, all of which have to hold.
    ///
    /// - Throws: `invalidArgument` in MLflow's words.
    static func conditions(_ filter: String) throws(RoostError) -> [Condition] {
        var conditions: [Condition] = []
        for clause in try SearchClause.clauses(of: filter) {
            let name = SearchName(clause.name.text)
            let field = try field(name)
            conditions.append(Condition(field, try test(clause, of: field, name.key)))
        }
        return conditions
    }

    /// The entries of MLflow's `order_by`.
    ///
    /// - Throws: `invalidArgument` in MLflow's words.
    static func order(_ entries: [String]) throws(RoostError) -> [Sort] {
        var sorts: [Sort] = []
        for order in try SearchOrder.orders(entries) {
            guard order.name.entity == nil || order.name.entity == "attribute" else {
                throw RoostError(
                    .invalidArgument,
                    "Invalid order_by entity: \(order.name.entity ?? "attribute")"
                )
            }
            sorts.append(Sort(try field(order.name), descending: order.isDescending))
        }
        return sorts
    }

    private static func test(_ clause: SearchClause, of field: Field, _ key: String) throws(RoostError) -> SearchTest {
        switch field {
        case .created, .updated:
            guard clause.value != nil else { throw noNull(key) }
            return try clause.number("Expected numeric value type for numeric attribute: \(key)")
        case .tag, .description:
            return try clause.text("tag (e.g. 'my-value')", allowed: SearchClause.textual) { list throws(RoostError) in
                throw clause.expectedString("tag (e.g. 'my-value')", list)
            }
        case .number, .name:
            guard clause.value != nil else { throw noNull(key) }
            return try clause.text("attributes", allowed: SearchClause.listable) { list throws(RoostError) in
                guard field == .number else {
                    throw RoostError(
                        .invalidArgument,
                        "Only ['experiment_id'] attributes support comparison with a list of quoted string values."
                    )
                }
                return try SearchList.strings(of: list)
            }
        }
    }

    private static func noNull(_ key: String) -> RoostError {
        RoostError(
            .invalidArgument,
            "IS NULL / IS NOT NULL is only supported for tags, not for attribute '\(key)'"
        )
    }

    private static func field(_ name: SearchName) throws(RoostError) -> Field {
        switch name.entity {
        case "tag", "tags": return name.key == RunTag.noteKey ? .description : .tag(name.key)
        case nil, "attribute": break
        case let word?:
            throw RoostError(
                .invalidArgument,
                "Invalid entity type '\(word)'. Valid entity types are ('attribute', 'tag', 'tags')"
            )
        }
        switch name.key {
        case "name": return .name
        case "experiment_id": return .number
        case "creation_time": return .created
        case "last_update_time": return .updated
        default:
            throw RoostError(
                .invalidArgument,
                "Invalid attribute key '\(name.key)' specified. Valid keys are "
                    + "'{'creation_time', 'experiment_id', 'last_update_time', 'name'}'"
            )
        }
    }
}

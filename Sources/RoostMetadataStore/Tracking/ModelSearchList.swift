import GRDB
import RoostEntities

/// The statement that finds the models of a search, in its order; those that were archived or deleted are left out.
struct ModelSearchList {
    let search: ModelSearch
    /// Those with this tag are left out.
    let excluded: ExcludedTag?
    let project: Identifier<Project>

    /// Ways to find the models of a condition by an index.
    var probes: [SQLFragment] {
        get throws {
            search.conditions.compactMap { condition in
                switch (condition.field, condition.test) {
                case (.name, .equals(let text)): named([text])
                case (.name, .among(let texts)) where texts.count <= FewRuns.limit: named(texts)
                case (.tag(let name), .equals(let text)): tag(name).probe(text)
                default: nil
                }
            }
        }
    }

    /// - Parameters:
    ///   - few: The only models that can be meant, when it is known that they are few.
    ///   - limit: How many are wanted at most.
    ///   - offset: How many to leave out at the beginning.
    /// - Returns: The statement.
    /// - Throws: `invalidArgument` for a pattern that is too long.
    func statement(few: [Identifier<Model>]?, limit: Int, offset: Int) throws(RoostError) -> SQLFragment {
        var sql = SQLFragment(ReadTransaction.modelSelection)
        if let few {
            let marks = Array(repeating: "?", count: few.count).joined(separator: ", ")
            sql =
                sql
                + SQLFragment(" WHERE +projectID = ? AND id IN (\(marks))", [project] + StatementArguments(few))
        } else {
            sql = sql + SQLFragment(" \(index) WHERE projectID = ?", [project])
        }
        sql = sql + " AND deletedAt IS NULL AND archivedAt IS NULL"
        for condition in search.conditions { sql = sql + " AND " + (try self.condition(condition)) }
        if let excluded {
            sql = sql + " AND NOT " + (try tag(excluded.name).condition(.equals(excluded.value), of: "model.id"))
        }
        return sql + " ORDER BY \(order)" + SQLFragment(" LIMIT ? OFFSET ?", [limit, offset])
    }

    /// The index that has the order of the first field.
    private var index: String { search.order.first?.field == .updated ? "INDEXED BY modelByUpdate" : "" }

    private var order: String {
        var terms = search.order.map { Self.column($0.field) + ($0.isDescending ? " DESC" : " ASC") }
        if !search.order.contains(where: { $0.field == .name }) { terms.append("model.name ASC") }
        return terms.joined(separator: ", ")
    }

    private func condition(_ condition: SearchCondition<ModelSearch.Field>) throws(RoostError) -> SQLFragment {
        switch condition.field {
        case .name: try condition.test.condition(onText: "model.name")
        case .created, .updated: condition.test.condition(onNumber: Self.column(condition.field))
        case .tag(let name): try tag(name).condition(condition.test, of: "model.id")
        }
    }

    private func tag(_ name: String) -> RegistryTag { RegistryTag(table: "modelTag", owner: "modelID", name: name) }

    private func named(_ names: [String]) -> SQLFragment {
        let marks = Array(repeating: "?", count: names.count).joined(separator: ", ")
        return SQLFragment(
            "SELECT id FROM model WHERE projectID = ? AND name IN (\(marks))",
            [project] + StatementArguments(names)
        )
    }

    /// A tag gives no order.
    private static func column(_ field: ModelSearch.Field) -> String {
        switch field {
        case .name: "model.name"
        case .created: "model.createdAt"
        case .updated: "model.updatedAt"
        case .tag: "NULL"
        }
    }
}

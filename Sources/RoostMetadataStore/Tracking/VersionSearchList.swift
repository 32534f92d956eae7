import GRDB
import RoostEntities

/// The statement that finds the versions of a search, in its order; those that were deleted are left out, and those of
/// models that were archived or deleted.
struct VersionSearchList {
    let search: VersionSearch
    /// Those with this tag are left out.
    let excluded: ExcludedTag?
    let project: Identifier<Project>

    /// Ways to find the versions of a condition by an index.
    var probes: [SQLFragment] {
        search.conditions.compactMap { condition in
            switch (condition.field, condition.test) {
            case (.name, .equals(let text)): named([text])
            case (.name, .among(let texts)) where texts.count <= FewRuns.limit: named(texts)
            case (.run, .equals(let text)): listed("runID", [text])
            case (.run, .among(let texts)) where texts.count <= FewRuns.limit: listed("runID", texts)
            case (.source, .equals(let text)): listed("origin", [text])
            case (.tag(let name), .equals(let text)): tag(name).probe(text)
            default: nil
            }
        }
    }

    /// - Parameters:
    ///   - few: The only versions that can be meant, when it is known that they are few.
    ///   - limit: How many are wanted at most.
    ///   - offset: How many to leave out at the beginning.
    /// - Returns: The statement.
    /// - Throws: `invalidArgument` for a pattern that is too long.
    func statement(few: [Identifier<Version>]?, limit: Int, offset: Int) throws(RoostError) -> SQLFragment {
        var sql = SQLFragment("")
        if let few {
            let marks = Array(repeating: "?", count: few.count).joined(separator: ", ")
            sql =
                Self.select("version CROSS JOIN model")
                + SQLFragment(
                    "version.id IN (\(marks)) AND +version.projectID = ?",
                    StatementArguments(few) + [project]
                )
        } else if let name = modelName {
            let index = isByUpdate ? "versionByModelUpdate" : "versionByNumber"
            sql =
                Self.select("version INDEXED BY \(index) CROSS JOIN model")
                + SQLFragment(
                    "version.modelID = (SELECT id FROM model WHERE projectID = ? AND name = ?)",
                    [project, name]
                )
        } else if isByUpdate {
            sql =
                Self.select("version INDEXED BY versionByUpdate CROSS JOIN model")
                + SQLFragment("version.projectID = ?", [project])
        } else {
            sql =
                Self.select("model CROSS JOIN version INDEXED BY versionByNumber")
                + SQLFragment("model.projectID = ?", [project])
        }
        sql = sql + " AND version.deletedAt IS NULL AND model.deletedAt IS NULL AND model.archivedAt IS NULL"
        for condition in search.conditions { sql = sql + " AND " + (try self.condition(condition)) }
        if let excluded {
            sql = sql + " AND NOT " + (try tag(excluded.name).condition(.equals(excluded.value), of: "version.id"))
        }
        return sql + " ORDER BY \(order)" + SQLFragment(" LIMIT ? OFFSET ?", [limit, offset])
    }

    private static func select(_ tables: String) -> String {
        "\(ReadTransaction.versionSelection(from: tables)) WHERE "
    }

    /// The one model whose versions are wanted, if it is one.
    private var modelName: String? {
        for condition in search.conditions {
            if case (.name, .equals(let text)) = (condition.field, condition.test) { return text }
        }
        return nil
    }

    private var isByUpdate: Bool { search.order.first.map { $0.field == .updated } ?? true }

    private var order: String {
        let isOfOne = modelName != nil
        let order = search.order.isEmpty ? [SearchSort(.updated, descending: true)] : search.order
        let sorts = order.filter { !isOfOne || $0.field != .name }
        var terms = sorts.map { Self.column($0.field) + ($0.isDescending ? " DESC" : " ASC") }
        if !isOfOne, !search.order.contains(where: { $0.field == .name }) { terms.append("model.name ASC") }
        if !search.order.contains(where: { $0.field == .number }) { terms.append("version.number DESC") }
        return terms.joined(separator: ", ")
    }

    private func condition(_ condition: SearchCondition<VersionSearch.Field>) throws(RoostError) -> SQLFragment {
        switch condition.field {
        case .name: try condition.test.condition(onText: "model.name")
        case .run, .source: try condition.test.condition(onText: Self.column(condition.field))
        case .number, .created, .updated: condition.test.condition(onNumber: Self.column(condition.field))
        case .tag(let name): try tag(name).condition(condition.test, of: "version.id")
        }
    }

    private func tag(_ name: String) -> RegistryTag { RegistryTag(table: "versionTag", owner: "versionID", name: name) }

    private func named(_ names: [String]) -> SQLFragment {
        let marks = Array(repeating: "?", count: names.count).joined(separator: ", ")
        return SQLFragment(
            """
            SELECT version.id FROM model JOIN version ON version.modelID = model.id
            WHERE model.projectID = ? AND model.name IN (\(marks)) AND version.deletedAt IS NULL
            """,
            [project] + StatementArguments(names)
        )
    }

    private func listed(_ column: String, _ texts: [String]) -> SQLFragment {
        let marks = Array(repeating: "?", count: texts.count).joined(separator: ", ")
        return SQLFragment("SELECT id FROM version WHERE \(column) IN (\(marks))", StatementArguments(texts))
    }

    /// A tag gives no order.
    private static func column(_ field: VersionSearch.Field) -> String {
        switch field {
        case .name: "model.name"
        case .number: "version.number"
        case .run: "version.runID"
        case .source: "version.origin"
        case .created: "version.createdAt"
        case .updated: "version.updatedAt"
        case .tag: "NULL"
        }
    }
}

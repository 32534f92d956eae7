import GRDB
import RoostEntities

extension Reading {
    /// About as many bytes does a page hold; a model more than that is a page of its own.
    private static var largestPage: Int { 32 << 20 }

    /// Models of a search in its order, after the first `offset`; none that was deleted.
    ///
    /// A page has fewer models than its limit, and yet a next one, when these hold megabytes.
    package func loggedModels(
        _ search: LoggedModelSearch,
        in project: Identifier<Project>,
        limit: Int,
        offset: Int
    ) throws -> (models: [LoggedModel], next: Int?) {
        guard !search.experiments.isEmpty else { return ([], nil) }
        let list = LoggedModelSearchList(
            search: search,
            project: project,
            fields: LoggedModelSearchFields(keys: try fieldKeys(of: search, in: project)),
            connection: connection
        )
        let keys: [Int64] = try connection.unkeptValues(try list.statement(limit: limit + 1, offset: offset))
        var models: [LoggedModel] = []
        var bytes = 0
        for (index, key) in keys.enumerated() {
            guard index < limit, bytes < Self.largestPage || models.isEmpty else { return (models, offset + index) }
            guard let model = try loggedModel(key: key) else { continue }
            models.append(model)
            bytes += model.weight
        }
        return (models, nil)
    }

    /// The numbers of the metrics a search speaks of.
    private func fieldKeys(of search: LoggedModelSearch, in project: Identifier<Project>) throws -> [String: Int64] {
        var keys: [String: Int64] = [:]
        for case .metric(let name, _) in search.conditions.map(\.field) + search.order.map(\.field) {
            keys[name] = try field(name, in: project)
        }
        return keys
    }
}

/// The statement that finds the keys of the models of a search, in its order.
///
/// Where one condition leaves few models, only these are looked at; else those of each experiment, by an index.
struct LoggedModelSearchList {
    /// So many models are few.
    private static let few = 1000

    let search: LoggedModelSearch
    let project: Identifier<Project>
    let fields: LoggedModelSearchFields
    let connection: Connection

    func statement(limit: Int, offset: Int) throws -> SQLFragment {
        var sql = try scope
        for condition in search.conditions {
            sql = sql + " AND " + (try fields.condition(condition, on: search.datasets))
        }
        let speaksOfMetrics = search.conditions.contains { condition in
            if case .metric = condition.field { true } else { false }
        }
        if !search.datasets.isEmpty, !speaksOfMetrics {
            sql = sql + " AND " + fields.measured(onOneOf: search.datasets)
        }
        return sql + " ORDER BY " + order + SQLFragment(" LIMIT ? OFFSET ?", [limit, offset])
    }

    private var scope: SQLFragment {
        get throws {
            let marks = { (count: Int) in Array(repeating: "?", count: count).joined(separator: ", ") }
            let few = try fewKeys
            let list = search.order.first?.field == .name ? "loggedModelByName" : "loggedModelByCreation"
            let head = SQLFragment(
                """
                SELECT loggedModel.key FROM loggedModel \(few == nil ? "INDEXED BY \(list)" : "NOT INDEXED")
                WHERE projectID = ? AND experimentKey IN (\(marks(search.experiments.count))) AND deletedAt IS NULL
                """,
                [project] + StatementArguments(search.experiments)
            )
            guard let few else { return head }
            return head + SQLFragment(" AND key IN (\(marks(few.count)))", StatementArguments(few))
        }
    }

    /// The only models that can be meant, when one condition leaves few.
    private var fewKeys: [Int64]? {
        get throws {
            for condition in search.conditions {
                guard let probe = probe(condition) else { continue }
                let keys: [Int64] = try connection.values(probe.sql + " LIMIT ?", probe.arguments + [Self.few + 1])
                if keys.count <= Self.few { return keys }
            }
            return nil
        }
    }

    /// A way to find the models by an index; `nil` if there is none.
    private func probe(_ condition: SearchCondition<LoggedModelSearch.Field>) -> SQLFragment? {
        switch (condition.field, condition.test) {
        case (.id, .equals(let text)):
            SQLFragment("SELECT key FROM loggedModel WHERE projectID = ? AND id = ?", [project, text])
        case (.sourceRun, .equals(let text)): SQLFragment("SELECT key FROM loggedModel WHERE sourceRun = ?", [text])
        case (.tag(let name), .equals(let text)): value(text, of: name, in: "loggedModelTag")
        case (.parameter(let name), .equals(let text)): value(text, of: name, in: "loggedModelParameter")
        case (.metric(let name, _), .number(let relation, let number)) where relation != .differs:
            SQLFragment(
                "SELECT DISTINCT modelKey FROM loggedModelMetric WHERE fieldKey = ? AND value \(relation.sql) ?",
                [fields.keys[name] ?? -1, number]
            )
        default: nil
        }
    }

    private func value(_ text: String, of name: String, in table: String) -> SQLFragment {
        SQLFragment(
            "SELECT modelKey FROM \(table) WHERE name = ? AND head = substr(?, 1, 64) AND value = ?",
            [name, text, text]
        )
    }

    /// What has no value comes last either way.
    private var order: SQLFragment {
        var terms = search.order.flatMap { sort -> [SQLFragment] in
            let value = fields.value(of: sort.field)
            let ordered = value + (sort.isDescending ? " DESC" : " ASC")
            return sort.field.isAlwaysThere ? [ordered] : [value + " IS NULL", ordered]
        }
        if !search.order.contains(where: { $0.field == .created }) {
            terms.append(SQLFragment("loggedModel.createdAt DESC"))
        }
        if !search.order.contains(where: { $0.field == .id }) { terms.append(SQLFragment("loggedModel.id ASC")) }
        return terms.joined(separator: ", ")
    }
}

extension LoggedModelSearch.Field {
    fileprivate var isAlwaysThere: Bool {
        switch self {
        case .id, .name, .status, .created, .updated: true
        case .type, .sourceRun, .tag, .parameter, .metric: false
        }
    }
}

extension LoggedModel {
    /// About as many bytes as it takes.
    fileprivate var weight: Int {
        let texts = [tags, parameters].flatMap { $0 }.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        return 512 + 200 * metrics.count + texts
    }
}

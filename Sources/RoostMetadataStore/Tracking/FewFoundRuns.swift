import GRDB
import RoostEntities

/// The runs that one narrow condition of a search leaves, if they are few; see ``FewRuns``.
struct FewFoundRuns {
    let search: RunSearch
    let project: Identifier<Project>
    let fields: RunSearchFields
    let connection: Connection

    /// The keys of the runs; `nil` when every condition leaves many.
    func keys() throws -> [Int64]? {
        for condition in search.conditions {
            guard let probe = probe(condition) else { continue }
            let keys: [Int64] = try connection.values(
                probe.sql + " LIMIT ?",
                probe.arguments + [FewRuns.limit + 1]
            )
            if keys.count <= FewRuns.limit { return keys }
        }
        return nil
    }

    /// A way to find the runs by an index; `nil` if there is none.
    private func probe(_ condition: RunSearch.Condition) -> SQLFragment? {
        switch (condition.field, condition.test) {
        case (.id, .equals(let text)): identifiers([text])
        case (.id, .among(let texts)): identifiers(texts)
        case (.name, .equals(let text)):
            SQLFragment("SELECT key FROM run WHERE projectID = ? AND name = ?", [project, text])
        case (.parameter(let name), .equals(let text)): value(text, of: name, in: "runParameter")
        case (.tag(let name), .equals(let text)): value(text, of: name, in: "runTag")
        case (.metric(let name), .number(let relation, let number)) where relation != .differs:
            metric(name, relation, number)
        case (.parent(let tag), .equals(let text)): parent(text, tag: tag)
        case (.dataset(.name), .equals(let text)):
            SQLFragment("SELECT DISTINCT runKey FROM runInput WHERE dataset = ?", [text])
        case (.dataset(.digest), .equals(let text)):
            SQLFragment("SELECT DISTINCT runKey FROM runInput WHERE digest = ?", [text])
        default: nil
        }
    }

    private func identifiers(_ texts: [String]) -> SQLFragment? {
        guard texts.count <= FewRuns.limit else { return nil }
        let ids = texts.compactMap { try? Identifier<Run>($0) }
        let ownMarks = Array(repeating: "?", count: ids.count).joined(separator: ", ")
        let marks = Array(repeating: "?", count: texts.count).joined(separator: ", ")
        return SQLFragment("SELECT key FROM run WHERE id IN (\(ownMarks)) UNION ", StatementArguments(ids))
            + SQLFragment("SELECT key FROM run WHERE projectID = ?", [project])
            + SQLFragment(" AND foreignID IN (\(marks))", StatementArguments(texts))
    }

    private func value(_ text: String, of name: String, in table: String) -> SQLFragment {
        SQLFragment(
            "SELECT runKey FROM \(table) WHERE fieldKey = ? AND head = substr(?, 1, 64) AND value = ?",
            [fields.keys[name] ?? -1, text, text]
        )
    }

    private func metric(_ name: String, _ relation: SearchTest.Relation, _ number: Double) -> SQLFragment {
        let key = fields.keys[name] ?? -1
        guard let experiment = search.experiments.first, search.experiments.count == 1 else {
            return SQLFragment(
                "SELECT runKey FROM runMetric WHERE fieldKey = ? AND last \(relation.sql) ?",
                [key, number]
            )
        }
        return SQLFragment(
            "SELECT runKey FROM runMetric WHERE experimentKey = ? AND fieldKey = ? AND last \(relation.sql) ?",
            [experiment, key, number]
        )
    }

    /// By the run that is the parent, or else by the tag that names one that is not here.
    private func parent(_ text: String, tag: String) -> SQLFragment {
        guard let id = try? Identifier<Run>(text) else { return value(text, of: tag, in: "runTag") }
        return SQLFragment("SELECT key FROM run WHERE parentKey = (SELECT key FROM run WHERE id = ?) UNION ", [id])
            + value(text, of: tag, in: "runTag")
    }
}

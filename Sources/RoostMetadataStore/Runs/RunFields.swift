import Foundation
import GRDB
import RoostEntities

/// What filters can say about runs; the row is called `run`.
enum RunFields: FilterFields {
    static let names = """
        name, status, started, ended, by, note, version, execution, parent, parameters.NAME, tags.NAME, metrics.NAME, \
        min.NAME, max.NAME
        """

    static func column(for field: Filter.Field) -> FilterColumn? {
        if let key = key(of: field) {
            return switch field.name {
            case "parameters": .text(value("value", of: key, in: "runParameter"))
            case "tags": .text(value("value", of: key, in: "runTag"))
            case "metrics": .number(value("last", of: key, in: "runMetric"))
            case "min", "max": .number(value(field.name, of: key, in: "runMetric"))
            default: nil
            }
        }
        return switch field.name {
        case "name": .text("run.name")
        case "status": .word("run.status", of: Run.Status.allCases.map(\.rawValue))
        case "started": .time("run.startedAt")
        case "ended": .time("run.endedAt")
        case "by": .text("run.createdBy")
        case "note": .text("run.note")
        case "version": .identifier("run.versionID")
        case "execution": .identifier("run.executionID")
        case "parent": .identifier("(SELECT parent.id FROM run AS parent WHERE parent.key = run.parentKey)")
        default: nil
        }
    }

    /// A parameter that is a number can be compared as one, though it is kept as text.
    static func special(_ test: Filter.Test) throws(RoostError) -> SQLFragment? {
        let tables = ["parameters": "runParameter", "tags": "runTag"]
        guard let table = tables[test.field.name], let key = key(of: test.field),
            [.isLess, .isAtMost, .isGreater, .isAtLeast].contains(test.relation),
            case .number(let number, _)? = test.values.first
        else { return nil }
        let numeric = """
            CASE WHEN json_valid(value) THEN
                CASE WHEN json_type(value) IN ('integer', 'real') THEN CAST(value AS REAL) END END
            """
        return SQLFragment(
            "((\(value(numeric, of: key, in: table)) \(test.relation.rawValue) ?) IS TRUE)",
            [number]
        )
    }

    /// What follows the first dot; `nil` when nothing does.
    static func key(of field: Filter.Field) -> String? {
        field.keys.isEmpty ? nil : field.keys.joined(separator: ".")
    }

    /// What a row beside the run says; its name is spelled in hex digits, so that it can be nothing but a name.
    private static func value(_ column: String, of key: String, in table: String) -> String {
        let digits = Data(key.utf8).map { String(format: "%02x", $0) }.joined()
        return """
            (SELECT \(column) FROM \(table) WHERE runKey = run.key AND fieldKey = (SELECT key FROM runField
                WHERE runField.projectID = run.projectID AND runField.name = CAST(x'\(digits)' AS TEXT)))
            """
    }
}

import GRDB
import RoostEntities

/// The runs that one narrow condition of a query leaves, if they are few: then these are looked at and sorted, else
/// the list is walked in its order.
struct FewRuns {
    /// So many runs are few.
    static let limit = 1000

    let query: RunQuery
    let project: Identifier<Project>
    let connection: Connection

    /// The keys of the runs; `nil` when every condition leaves many.
    func keys() throws -> [Int64]? {
        for probe in try probes() {
            guard let probe else { return [] }
            let limited = probe + SQLFragment(" LIMIT ?", [Self.limit + 1])
            let keys: [Int64] = try connection.values(limited.sql, limited.arguments)
            if keys.count <= Self.limit { return keys }
        }
        return nil
    }

    /// A way to find runs for every condition that an index serves; `nil` for one that no run can meet.
    private func probes() throws -> [SQLFragment?] {
        var probes: [SQLFragment?] = []
        if let parent = query.parent {
            probes.append(
                SQLFragment("SELECT key FROM run WHERE parentKey = (SELECT key FROM run WHERE id = ?)", [parent])
            )
        }
        if let execution = query.execution {
            probes.append(SQLFragment("SELECT key FROM run WHERE executionID = ?", [execution]))
        }
        if let version = query.version {
            probes.append(SQLFragment("SELECT key FROM run WHERE versionID = ?", [version]))
        }
        for test in query.filter?.conjuncts ?? [] {
            if let found = try probe(test) { probes.append(found) }
        }
        return probes
    }

    /// `.some(nil)` for a test of something that no run has.
    private func probe(_ test: Filter.Test) throws -> SQLFragment?? {
        guard let value = test.values.first, test.values.count == 1 else { return nil }
        if let name = RunFields.key(of: test.field) { return try probe(test, name, value) }
        guard test.relation == .equals else { return nil }
        switch test.field.name {
        case "name":
            return SQLFragment("SELECT key FROM run WHERE projectID = ? AND name = ?", [project, value.text])
        case "status":
            return SQLFragment("SELECT key FROM run WHERE projectID = ? AND status = ?", [project, value.text])
        case "version":
            guard let id = try? Identifier<Version>(value.text) else { return nil }
            return SQLFragment("SELECT key FROM run WHERE versionID = ?", [id])
        case "execution":
            guard let id = try? Identifier<Execution>(value.text) else { return nil }
            return SQLFragment("SELECT key FROM run WHERE executionID = ?", [id])
        case "parent":
            guard let id = try? Identifier<Run>(value.text) else { return nil }
            return SQLFragment("SELECT key FROM run WHERE parentKey = (SELECT key FROM run WHERE id = ?)", [id])
        default:
            return nil
        }
    }

    private func probe(_ test: Filter.Test, _ name: String, _ value: Filter.Value) throws -> SQLFragment?? {
        guard ["parameters", "tags", "metrics"].contains(test.field.name),
            ![.differs, .matchesNot].contains(test.relation)
        else { return nil }
        let key: Int64? = try connection.value(
            "SELECT key FROM runField WHERE projectID = ? AND name = ?",
            [project, name]
        )
        guard let key else { return .some(nil) }
        switch (test.field.name, test.relation, value) {
        case ("metrics", .equals, .number(let number, _)), ("metrics", .isLess, .number(let number, _)),
            ("metrics", .isAtMost, .number(let number, _)), ("metrics", .isGreater, .number(let number, _)),
            ("metrics", .isAtLeast, .number(let number, _)):
            return SQLFragment(
                "SELECT runKey FROM runMetric WHERE fieldKey = ? AND last \(test.relation.rawValue) ?",
                [key, number]
            )
        case ("parameters", .equals, _), ("tags", .equals, _):
            let table = test.field.name == "tags" ? "runTag" : "runParameter"
            return SQLFragment(
                "SELECT runKey FROM \(table) WHERE fieldKey = ? AND head = substr(?, 1, 64) AND value = ?",
                [key, value.text, value.text]
            )
        default:
            return nil
        }
    }
}

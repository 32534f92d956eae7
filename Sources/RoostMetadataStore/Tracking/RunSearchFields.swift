import GRDB
import RoostEntities

/// What a search of runs says, as SQL about the rows `run` and `experiment`.
///
/// Names of metrics, parameters and tags were looked up before; nobody has what is not among them.
struct RunSearchFields {
    let keys: [String: Int64]

    /// A condition that is true for the runs that are meant; for others it may be NULL.
    func condition(_ condition: RunSearch.Condition) throws(RoostError) -> SQLFragment {
        let test = condition.test
        switch condition.field {
        case .metric(let name):
            guard let key = keys[name] else { return SQLFragment("FALSE") }
            return exists("runMetric", key, test.condition(onNumber: "last"))
        case .parameter(let name): return try self.condition(test, of: name, in: "runParameter")
        case .tag(let name): return try self.condition(test, of: name, in: "runTag")
        case .id: return try identifier(test)
        case .status: return try status(test)
        case .started: return test.condition(onNumber: "run.startedAt")
        case .ended: return "(run.endedAt IS NOT NULL AND " + test.condition(onNumber: "run.endedAt") + ")"
        case .dataset(let member):
            return "EXISTS (SELECT 1 FROM runInput WHERE runKey = run.key AND "
                + (try test.condition(onText: member.column)) + ")"
        case .name, .note, .user, .parent, .artifacts:
            let value = value(of: condition.field)
            let term = try test.condition(onText: value.sql)
            // The value comes first in every condition, so its arguments do, too.
            return SQLFragment(term.sql, value.arguments + term.arguments)
        }
    }

    /// What stands in a list by; a metric that is no number is NULL.
    func value(of field: RunSearch.Field) -> SQLFragment {
        switch field {
        case .metric(let name): single("last", of: name, in: "runMetric")
        case .parameter(let name): single("value", of: name, in: "runParameter")
        case .tag(let name): single("value", of: name, in: "runTag")
        case .id: SQLFragment(Self.identifier)
        case .name: SQLFragment("run.name")
        case .status: SQLFragment("upper(run.status)")
        case .started: SQLFragment("run.startedAt")
        case .ended: SQLFragment("run.endedAt")
        case .note: SQLFragment("nullif(run.note, '')")
        case .user: SQLFragment("coalesce(run.userID, run.createdBy)")
        case .parent(let tag):
            "coalesce(" + single("value", of: tag, in: "runTag")
                + ", (SELECT lower(hex(parent.id)) FROM run AS parent WHERE parent.key = run.parentKey))"
        case .artifacts(let root):
            SQLFragment(
                "(coalesce(rtrim(experiment.artifactLocation, '/'), ? || experiment.key) || '/' || \(Self.identifier) "
                    + "|| '/artifacts')",
                [root]
            )
        case .dataset(let member):
            SQLFragment("(SELECT min(\(member.column)) FROM runInput WHERE runKey = run.key)")
        }
    }

    /// Whether a run has the metric at all.
    func has(metric name: String) -> SQLFragment {
        guard let key = keys[name] else { return SQLFragment("FALSE") }
        return exists("runMetric", key, SQLFragment("TRUE"))
    }

    private func condition(
        _ test: SearchTest,
        of name: String,
        in table: String
    ) throws(RoostError) -> SQLFragment {
        guard let key = keys[name] else { return SQLFragment(test == .missing ? "TRUE" : "FALSE") }
        guard test != .missing else { return "NOT " + exists(table, key, SQLFragment("TRUE")) }
        return exists(table, key, try test.condition(onText: "value"))
    }

    private func exists(_ table: String, _ key: Int64, _ condition: SQLFragment) -> SQLFragment {
        SQLFragment("EXISTS (SELECT 1 FROM \(table) WHERE runKey = run.key AND fieldKey = ? AND ", [key])
            + condition + ")"
    }

    private func single(_ column: String, of name: String, in table: String) -> SQLFragment {
        guard let key = keys[name] else { return SQLFragment("NULL") }
        return SQLFragment("(SELECT \(column) FROM \(table) WHERE runKey = run.key AND fieldKey = ?)", [key])
    }

    /// What is no identifier names no run.
    private func identifier(_ test: SearchTest) throws(RoostError) -> SQLFragment {
        switch test {
        case .equals(let text): listed([text])
        case .differs(let text): "NOT " + listed([text])
        case .among(let texts): listed(texts)
        case .notAmong(let texts): "NOT " + listed(texts)
        case .like, .number, .missing, .present: try test.condition(onText: Self.identifier)
        }
    }

    private func listed(_ texts: [String]) -> SQLFragment {
        let ids = texts.compactMap { try? Identifier<Run>($0) }
        let ownMarks = Array(repeating: "?", count: ids.count).joined(separator: ", ")
        let marks = Array(repeating: "?", count: texts.count).joined(separator: ", ")
        return SQLFragment("(run.id IN (\(ownMarks))", StatementArguments(ids))
            + SQLFragment(" OR coalesce(run.foreignID IN (\(marks)), FALSE))", StatementArguments(texts))
    }

    /// What clients call the run.
    private static var identifier: String { TrackedRunID.column }

    /// The column itself is compared where it can be, so that its index serves.
    private func status(_ test: SearchTest) throws(RoostError) -> SQLFragment {
        guard case .equals(let text) = test else { return try test.condition(onText: "upper(run.status)") }
        guard text == text.uppercased() else { return SQLFragment("FALSE") }
        return SQLFragment("run.status = ?", [text.lowercased()])
    }
}

extension RunSearch.DatasetMember {
    var column: String {
        switch self {
        case .name: "dataset"
        case .digest: "digest"
        case .context: "nullif(context, '')"
        }
    }
}

extension RunSearch.Field {
    /// The name of what is kept beside the run.
    var key: String? {
        switch self {
        case .metric(let name), .parameter(let name), .tag(let name): name
        case .parent(let tag): tag
        case .id, .name, .status, .started, .ended, .note, .user, .artifacts, .dataset: nil
        }
    }
}

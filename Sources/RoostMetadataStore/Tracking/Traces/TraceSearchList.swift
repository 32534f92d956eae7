import GRDB
import RoostEntities

/// The statement that finds the keys of the traces of a search, in its order.
///
/// A narrow condition that an index serves leads; where there is none, traces of one experiment are walked by start.
struct TraceSearchList {
    let search: TraceSearch
    let project: Identifier<Project>
    /// The numbers of names that something has.
    let fields: [String: Int64]
    /// The keys of runs that are there.
    let runs: [String: Int64]

    /// - Parameters:
    ///   - few: The only traces that can be meant, when it is known that they are few.
    ///   - limit: How many are wanted at most.
    ///   - offset: How many to leave out at the beginning.
    /// - Returns: The statement.
    /// - Throws: `invalidArgument` for a pattern that is too long.
    func statement(few: [Int64]?, limit: Int, offset: Int) throws(RoostError) -> SQLFragment {
        let experiments = search.experiments.map(String.init).joined(separator: ",")
        let scope =
            switch few {
            case let few?:
                "trace WHERE trace.key IN (\(few.map(String.init).joined(separator: ","))) "
                    + "AND +trace.experimentKey IN (\(experiments))"
            case nil: "trace INDEXED BY traceByStart WHERE trace.experimentKey IN (\(experiments))"
            }
        var sql = SQLFragment("SELECT trace.key FROM \(scope) AND +trace.projectID = ?", [project])
        for condition in search.conditions where condition.field.spanColumn == nil {
            sql = sql + " AND " + (try self.condition(condition))
        }
        if let step = try condition(onOneStepOf: search.conditions) { sql = sql + " AND " + step }
        return sql + " ORDER BY " + order + SQLFragment(" LIMIT ? OFFSET ?", [limit, offset])
    }

    /// Ways to find the traces of a condition by an index.
    var probes: [SQLFragment] {
        search.conditions.compactMap { condition in
            switch (condition.field, condition.test) {
            case (.id, .equals(let text)): named("id", [text])
            case (.id, .among(let texts)) where texts.count <= FewRuns.limit: named("id", texts)
            case (.clientID, .equals(let text)): named("clientID", [text])
            case (.tag(let name), .equals(let text)): value(text, of: name, in: "traceTag")
            case (.metadata(let name), .equals(let text)): value(text, of: name, in: "traceMetadata")
            case (.run(let name), .equals(let text)):
                SQLFragment("SELECT traceKey FROM traceRun WHERE runKey = ? UNION ALL ", [runs[text] ?? -1])
                    + value(text, of: name, in: "traceMetadata")
            case (.assessment(_, let name), .equals(let text)):
                SQLFragment(
                    "SELECT DISTINCT traceKey FROM traceAssessment "
                        + "WHERE name = ? AND head = substr(?, 1, 64) AND value = ?",
                    [name, text, text]
                )
            case (.issue, .equals(let text)):
                SQLFragment("SELECT traceKey FROM traceAssessment WHERE name = ? AND kind = 'issue'", [text])
            case (.prompt, .equals(let text)):
                SQLFragment("SELECT traceKey FROM tracePrompt WHERE prompt = ?", [text])
            case (.span(.name), .equals(let text)):
                SQLFragment("SELECT DISTINCT traceKey FROM traceSpan WHERE name = ?", [text])
            default: nil
            }
        }
    }

    private func named(_ column: String, _ texts: [String]) -> SQLFragment {
        let marks = Array(repeating: "?", count: texts.count).joined(separator: ", ")
        return SQLFragment(
            "SELECT key FROM trace WHERE projectID = ? AND \(column) IN (\(marks))",
            [project] + StatementArguments(texts)
        )
    }

    private func value(_ text: String, of name: String, in table: String) -> SQLFragment {
        SQLFragment(
            "SELECT traceKey FROM \(table) WHERE fieldKey = ? AND head = substr(?, 1, 64) AND value = ?",
            [fields[name] ?? -1, text, text]
        )
    }

    // MARK: - What has to be true

    private func condition(_ condition: SearchCondition<TraceSearch.Field>) throws(RoostError) -> SQLFragment {
        let test = condition.test
        switch condition.field {
        case .id, .clientID, .experiment, .state:
            return try test.condition(onText: column(condition.field))
        case .started, .ended: return test.condition(onNumber: column(condition.field))
        case .duration: return "(trace.duration IS NOT NULL AND " + test.condition(onNumber: "trace.duration") + ")"
        case .tag(let name): return try self.condition(test, of: name, in: "traceTag")
        case .metadata(let name): return try self.condition(test, of: name, in: "traceMetadata")
        case .run(let name):
            let said = try self.condition(test, of: name, in: "traceMetadata")
            guard case .equals(let text) = test, let run = runs[text] else { return said }
            return SQLFragment(
                "(EXISTS (SELECT 1 FROM traceRun WHERE traceKey = trace.key AND runKey = ?) OR ",
                [run]
            ) + said + ")"
        case .assessment(let kind, let name): return try assessment(kind, name, test)
        case .issue:
            return "EXISTS (SELECT 1 FROM traceAssessment WHERE traceKey = trace.key AND kind = 'issue' AND "
                + (try test.condition(onText: "name")) + ")"
        case .prompt:
            return "EXISTS (SELECT 1 FROM tracePrompt WHERE traceKey = trace.key AND "
                + (try test.condition(onText: "prompt")) + ")"
        case .span: return SQLFragment("TRUE")
        }
    }

    /// What is asked of steps; `nil` when nothing is.
    private func condition(
        onOneStepOf conditions: [SearchCondition<TraceSearch.Field>]
    ) throws(RoostError) -> SQLFragment? {
        var all = SQLFragment("EXISTS (SELECT 1 FROM traceSpan WHERE traceKey = trace.key")
        var count = 0
        for condition in conditions {
            guard let column = condition.field.spanColumn else { continue }
            all = all + " AND " + (try condition.test.condition(onText: column))
            count += 1
        }
        return count > 0 ? all + ")" : nil
    }

    private func condition(_ test: SearchTest, of name: String, in table: String) throws(RoostError) -> SQLFragment {
        guard let key = fields[name] else { return SQLFragment(test == .missing ? "TRUE" : "FALSE") }
        let one = SQLFragment("EXISTS (SELECT 1 FROM \(table) WHERE traceKey = trace.key AND fieldKey = ?", [key])
        guard test != .missing else { return "NOT " + one + ")" }
        return one + " AND " + (try test.condition(onText: "value")) + ")"
    }

    private func assessment(
        _ kind: TraceAssessment.Kind,
        _ name: String,
        _ test: SearchTest
    ) throws(RoostError) -> SQLFragment {
        let one = SQLFragment(
            """
            EXISTS (SELECT 1 FROM traceAssessment
            WHERE traceKey = trace.key AND isValid = 1 AND kind = ? AND name = ?
            """,
            [kind, name]
        )
        return switch test {
        case .missing: "NOT " + one + ")"
        case .present: one + ")"
        case .number: one + " AND number IS NOT NULL AND " + test.condition(onNumber: "number") + ")"
        case .equals, .differs, .like, .among, .notAmong:
            one + " AND " + (try test.condition(onText: "value")) + ")"
        }
    }

    // MARK: - In which order

    private var order: SQLFragment {
        var terms: [SQLFragment] = []
        for sort in search.order {
            let value = value(of: sort.field)
            if sort.field.mayBeMissing { terms.append("(" + value + ") IS NULL ASC") }
            terms.append(value + (sort.isDescending ? " DESC" : " ASC"))
        }
        if !search.order.contains(where: { $0.field == .started }) { terms.append(SQLFragment("trace.startedAt DESC")) }
        if !search.order.contains(where: { $0.field == .id }) { terms.append(SQLFragment("trace.id ASC")) }
        return terms.joined(separator: ", ")
    }

    private func value(of field: TraceSearch.Field) -> SQLFragment {
        switch field {
        case .tag(let name): single(name, in: "traceTag")
        case .metadata(let name), .run(let name): single(name, in: "traceMetadata")
        case .id, .clientID, .experiment, .state, .started, .ended, .duration, .assessment, .issue, .prompt, .span:
            SQLFragment(column(field))
        }
    }

    private func single(_ name: String, in table: String) -> SQLFragment {
        guard let key = fields[name] else { return SQLFragment("NULL") }
        return SQLFragment("(SELECT value FROM \(table) WHERE traceKey = trace.key AND fieldKey = ?)", [key])
    }

    /// What is kept beside the trace has none, and much of it gives no order.
    private func column(_ field: TraceSearch.Field) -> String {
        switch field {
        case .id: "trace.id"
        case .clientID: "trace.clientID"
        case .experiment: "CAST(trace.experimentKey AS TEXT)"
        case .state: "trace.state"
        case .started: "trace.startedAt"
        case .ended: "(trace.startedAt + coalesce(trace.duration, 0))"
        case .duration: "trace.duration"
        case .tag, .metadata, .run, .assessment, .issue, .prompt, .span: "NULL"
        }
    }
}

extension TraceSearch.Field {
    /// The name of what is kept beside the trace.
    var fieldName: String? {
        switch self {
        case .tag(let name), .metadata(let name), .run(let name): name
        case .id, .clientID, .experiment, .state, .started, .ended, .duration, .assessment, .issue, .prompt, .span: nil
        }
    }

    /// The column of `traceSpan` that is meant.
    fileprivate var spanColumn: String? {
        guard case .span(let field) = self else { return nil }
        return switch field {
        case .name: "name"
        case .type: "type"
        case .status: "status"
        case .content: "content"
        }
    }

    fileprivate var mayBeMissing: Bool {
        switch self {
        case .id, .experiment, .state, .started, .ended: false
        case .clientID, .duration, .tag, .metadata, .run, .assessment, .issue, .prompt, .span: true
        }
    }
}

import GRDB
import RoostEntities

/// The statements of a list, each on an index that has its order.
///
/// A plus before a column keeps the planner from leaving that index for another.
extension RunList {
    /// By start or by name.
    func byColumn(after place: RunPageToken?) -> SQL {
        let column = query.order.field == .name ? "name" : "startedAt"
        // Those without the metric come the newest first, whichever way the metric runs.
        let isDescending = query.order.field.isMetric || query.order.isDescending
        var sql = SQL(sql: "SELECT \(RunRow.columns) FROM run \(Self.join) WHERE ", arguments: [])
        sql.add(scope)
        sql.add(conditions)
        if let place {
            let comparison = isDescending ? "<" : ">"
            let value: (any DatabaseValueConvertible)? = column == "name" ? place.value : place.milliseconds
            sql.add(" AND (run.\(column), run.key) \(comparison) (?, ?)", [value, place.key])
        }
        let direction = isDescending ? "DESC" : "ASC"
        sql.add(" ORDER BY run.\(column) \(direction), run.key \(direction) LIMIT ?", [rest])
        return sql
    }

    /// By a metric's values.
    func byMetric(_ field: Int64, _ statistic: Run.Order.Statistic, after place: RunPageToken?) -> SQL {
        let column = "runMetric.\(statistic.column)"
        var sql = metricSelection(column)
        sql.add(" AND runMetric.fieldKey = ? AND \(column) IS NOT NULL", [field])
        if let place {
            let comparison = query.order.isDescending ? "<" : ">"
            sql.add(" AND (\(column), runMetric.runKey) \(comparison) (?, ?)", [place.number, place.key])
        }
        let direction = query.order.isDescending ? "DESC" : "ASC"
        sql.add(" ORDER BY \(column) \(direction), runMetric.runKey \(direction) LIMIT ?", [rest])
        return sql
    }

    /// Those whose metric is no number, the newest first.
    func notNumbers(_ field: Int64, _ statistic: Run.Order.Statistic, after place: RunPageToken?) -> SQL {
        let column = "runMetric.\(statistic.column)"
        var sql = metricSelection(column)
        sql.add(" AND runMetric.fieldKey = ? AND \(column) IS NULL", [field])
        if let place { sql.add(" AND runMetric.runKey < ?", [place.key]) }
        sql.add(" ORDER BY runMetric.runKey DESC LIMIT ?", [rest])
        return sql
    }

    /// Those that do not have the metric, the newest first.
    func without(_ field: Int64, after place: RunPageToken?) -> SQL {
        var sql = SQL(sql: "SELECT \(RunRow.columns) FROM run \(Self.join) WHERE ", arguments: [])
        sql.add(scope)
        sql.add(conditions)
        sql.add(" AND NOT EXISTS (SELECT 1 FROM runMetric WHERE runKey = run.key AND fieldKey = ?)", [field])
        if let place {
            sql.add(" AND (run.startedAt, run.key) < (?, ?)", [place.milliseconds, place.key])
        }
        sql.add(" ORDER BY run.startedAt DESC, run.key DESC LIMIT ?", [rest])
        return sql
    }

    private static var join: String { "CROSS JOIN experiment ON experiment.key = run.experimentKey" }

    /// One more than there is room for tells whether there is another page.
    private var rest: Int { limit - runs.count + 1 }

    private func metricSelection(_ column: String) -> SQL {
        let tables =
            few == nil
            ? "runMetric CROSS JOIN run ON run.key = runMetric.runKey"
            : "run CROSS JOIN runMetric ON runMetric.runKey = run.key"
        var sql = SQL(sql: "SELECT \(RunRow.columns), \(column) FROM \(tables) \(Self.join) WHERE ", arguments: [])
        sql.add(few == nil ? metricScope : scope)
        sql.add(conditions)
        return sql
    }

    private var scope: SQL {
        guard let few else { return scope(prefix: "") }
        let list = few.map(String.init).joined(separator: ",")
        var sql = SQL(sql: "run.key IN (SELECT value FROM json_each(?)) AND ", arguments: ["[\(list)]"])
        sql.add(scope(prefix: "+"))
        return sql
    }

    private func scope(prefix: String) -> SQL {
        switch query.scope {
        case .project(let id):
            SQL(sql: "\(prefix)run.projectID = ?", arguments: [id])
        case .experiment(let id):
            SQL(sql: "\(prefix)run.experimentKey = (SELECT key FROM experiment WHERE id = ?)", arguments: [id])
        }
    }

    /// A field is one of a project, so that only an experiment has to be said.
    private var metricScope: SQL {
        switch query.scope {
        case .project: SQL(sql: "TRUE", arguments: [])
        case .experiment(let id):
            SQL(sql: "runMetric.experimentKey = (SELECT key FROM experiment WHERE id = ?)", arguments: [id])
        }
    }

    /// What has to be true of a run besides.
    private var conditions: SQL {
        var sql = SQL(sql: "", arguments: [])
        if let status = query.status {
            let isLeading = few == nil && query.order.field == .started
            sql.add(" AND \(isLeading ? "" : "+")run.status = ?", [status])
        }
        if let parent = query.parent {
            sql.add(" AND +run.parentKey = (SELECT key FROM run WHERE id = ?)", [parent])
        }
        if let execution = query.execution { sql.add(" AND +run.executionID = ?", [execution]) }
        if let version = query.version { sql.add(" AND +run.versionID = ?", [version]) }
        if !query.deleted { sql.add(" AND run.deletedAt IS NULL AND experiment.deletedAt IS NULL", []) }
        return sql
    }
}

extension Run.Order.Field {
    fileprivate var isMetric: Bool {
        guard case .metric = self else { return false }
        return true
    }
}

extension Run.Order.Statistic {
    fileprivate var column: String {
        switch self {
        case .last: "last"
        case .min: "min"
        case .max: "max"
        }
    }
}

extension SQL {
    fileprivate mutating func add(_ sql: String, _ arguments: StatementArguments) {
        self.sql += sql
        self.arguments += arguments
    }

    fileprivate mutating func add(_ other: SQL) {
        add(other.sql, other.arguments)
    }
}

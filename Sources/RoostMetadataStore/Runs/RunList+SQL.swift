import GRDB
import RoostEntities

/// The statements of a list, each on an index that has its order.
///
/// A plus before a column keeps the planner from leaving that index for another.
extension RunList {
    /// By start or by name.
    func byColumn(after place: RunPageToken?) -> SQLFragment {
        let column = query.order.field == .name ? "name" : "startedAt"
        // Those without the metric come the newest first, whichever way the metric runs.
        let isDescending = query.order.field.isMetric || query.order.isDescending
        var sql = selection("NULL", from: "run")
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
    func byMetric(_ field: Int64, _ statistic: Run.Order.Statistic, after place: RunPageToken?) -> SQLFragment {
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
    func notNumbers(_ field: Int64, _ statistic: Run.Order.Statistic, after place: RunPageToken?) -> SQLFragment {
        let column = "runMetric.\(statistic.column)"
        var sql = metricSelection(column)
        sql.add(" AND runMetric.fieldKey = ? AND \(column) IS NULL", [field])
        if let place { sql.add(" AND runMetric.runKey < ?", [place.key]) }
        sql.add(" ORDER BY runMetric.runKey DESC LIMIT ?", [rest])
        return sql
    }

    /// Those that do not have the metric, the newest first.
    func without(_ field: Int64, after place: RunPageToken?) -> SQLFragment {
        var sql = selection("NULL", from: "run")
        sql.add(scope)
        sql.add(conditions)
        sql.add(" AND NOT EXISTS (SELECT 1 FROM runMetric WHERE runKey = run.key AND fieldKey = ?)", [field])
        if let place {
            sql.add(" AND (run.startedAt, run.key) < (?, ?)", [place.milliseconds, place.key])
        }
        sql.add(" ORDER BY run.startedAt DESC, run.key DESC LIMIT ?", [rest])
        return sql
    }

    private func metricSelection(_ column: String) -> SQLFragment {
        let tables =
            few == nil
            ? "runMetric CROSS JOIN run ON run.key = runMetric.runKey"
            : "run CROSS JOIN runMetric ON runMetric.runKey = run.key"
        var sql = selection(column, from: tables)
        sql.add(few == nil ? metricScope : scope)
        sql.add(conditions)
        return sql
    }

    /// A run's columns, the value it stands in the list by, and whether the filter means it.
    private func selection(_ column: String, from tables: String) -> SQLFragment {
        "SELECT \(RunRow.columns), \(column), " + (filter ?? SQLFragment("TRUE"))
            + " FROM \(tables) CROSS JOIN experiment ON experiment.key = run.experimentKey WHERE "
    }

    private var scope: SQLFragment {
        guard let few else { return scope(prefix: "") }
        let list = few.map(String.init).joined(separator: ",")
        var sql = SQLFragment("run.key IN (SELECT value FROM json_each(?)) AND ", ["[\(list)]"])
        sql.add(scope(prefix: "+"))
        return sql
    }

    private func scope(prefix: String) -> SQLFragment {
        switch query.scope {
        case .project(let id):
            SQLFragment("\(prefix)run.projectID = ?", [id])
        case .experiment(let id):
            SQLFragment("\(prefix)run.experimentKey = (SELECT key FROM experiment WHERE id = ?)", [id])
        }
    }

    /// A field is one of a project, so that only an experiment has to be said.
    private var metricScope: SQLFragment {
        switch query.scope {
        case .project: SQLFragment("TRUE", [])
        case .experiment(let id):
            SQLFragment("runMetric.experimentKey = (SELECT key FROM experiment WHERE id = ?)", [id])
        }
    }

    /// What has to be true of a run besides.
    private var conditions: SQLFragment {
        var sql = SQLFragment("", [])
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

extension SQLFragment {
    fileprivate mutating func add(_ sql: String, _ arguments: StatementArguments) {
        self.sql += sql
        self.arguments += arguments
    }

    fileprivate mutating func add(_ other: SQLFragment) {
        add(other.sql, other.arguments)
    }
}

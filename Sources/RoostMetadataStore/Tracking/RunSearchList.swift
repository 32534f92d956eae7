import GRDB
import RoostEntities

/// The statements that find the keys of the runs of a search, in its order.
///
/// The first thing that runs are in the order of leads: where an index has that order it is walked, and only runs that
/// are equal in it are sorted. A list that a metric leads has three parts: values, what is no number, and runs without.
struct RunSearchList {
    let search: RunSearch
    let project: Identifier<Project>
    let fields: RunSearchFields
    /// The only runs that can be meant, when it is known that they are few.
    let few: [Int64]?

    enum Part: Int, CaseIterable {
        case values
        case notNumbers
        case without
    }

    /// - Parameters:
    ///   - search: What is wanted; what nobody has gives no order.
    ///   - project: Where.
    ///   - fields: The names that somebody has.
    ///   - few: The only runs that can be meant, when it is known that they are few.
    init(search: RunSearch, project: Identifier<Project>, fields: RunSearchFields, few: [Int64]?) {
        var search = search
        search.order.removeAll { sort in
            switch sort.field {
            case .metric(let name), .parameter(let name), .tag(let name): fields.keys[name] == nil
            default: false
            }
        }
        self.search = search
        self.project = project
        self.fields = fields
        self.few = few
    }

    /// The parts there are.
    var parts: [Part] { leadingMetric == nil ? [.values] : Part.allCases }

    func statement(_ part: Part, limit: Int, offset: Int) throws(RoostError) -> SQLFragment {
        let metric = leadingMetric
        var sql: SQLFragment
        switch (metric, part) {
        case (let metric?, .values):
            sql = byMetric(metric) + " AND lead.last IS NOT NULL"
        case (let metric?, .notNumbers):
            sql = byMetric(metric) + " AND lead.last IS NULL"
        case (let metric?, .without):
            sql = byRun(leader: nil) + " AND NOT " + fields.has(metric: metric.name)
        case (nil, _):
            sql = byRun(leader: leadingColumn)
        }
        for condition in search.conditions { sql = sql + " AND " + (try fields.condition(condition)) }
        sql = sql + lifecycle + " ORDER BY " + order(metric == nil ? nil : part)
        return sql + SQLFragment(" LIMIT ? OFFSET ?", [limit, offset])
    }

    // MARK: - Where to look

    private func byRun(leader: String?) -> SQLFragment {
        let index =
            switch (few, search.experiments.count, leader) {
            case (_?, _, _): ""
            case (nil, 1, "run.name"): "INDEXED BY runByExperimentName"
            case (nil, 1, _): "INDEXED BY runByExperimentStart"
            case (nil, _, "run.name"): "INDEXED BY runByName"
            case (nil, _, "run.startedAt"): "INDEXED BY runByStart"
            case (nil, _, _): "INDEXED BY runByExperimentStart"
            }
        let tables = "run \(index) CROSS JOIN experiment ON experiment.key = run.experimentKey"
        return "SELECT run.key FROM \(tables) WHERE " + scope(isWalkedByProject: leader != nil)
    }

    private func scope(isWalkedByProject: Bool) -> SQLFragment {
        guard let few else {
            let experiments = listed(search.experiments)
            guard search.experiments.count != 1, isWalkedByProject else {
                return SQLFragment("run.experimentKey IN (\(experiments)) AND +run.projectID = ?", [project])
            }
            return SQLFragment("run.projectID = ? AND +run.experimentKey IN (\(experiments))", [project])
        }
        return SQLFragment(
            "run.key IN (\(listed(few))) AND +run.experimentKey IN (\(listed(search.experiments))) "
                + "AND +run.projectID = ?",
            [project]
        )
    }

    private func byMetric(_ metric: (name: String, isDescending: Bool)) -> SQLFragment {
        let key = fields.keys[metric.name] ?? -1
        let experiments = listed(search.experiments)
        guard few == nil else {
            let sql = """
                SELECT run.key FROM run CROSS JOIN experiment ON experiment.key = run.experimentKey
                CROSS JOIN runMetric AS lead ON lead.runKey = run.key AND lead.fieldKey = ? WHERE
                """
            return SQLFragment(sql, [key]) + " " + scope(isWalkedByProject: false)
        }
        let index = search.experiments.count == 1 ? "runMetricByExperimentLast" : "runMetricByLast"
        return SQLFragment(
            """
            SELECT run.key FROM runMetric AS lead INDEXED BY \(index) CROSS JOIN run ON run.key = lead.runKey
            CROSS JOIN experiment ON experiment.key = run.experimentKey
            WHERE lead.fieldKey = ? AND \(search.experiments.count == 1 ? "" : "+")lead.experimentKey IN (\(experiments))
            AND +run.projectID = ?
            """,
            [key, project]
        )
    }

    private var lifecycle: String {
        switch search.lifecycle {
        case .active: " AND run.deletedAt IS NULL AND experiment.deletedAt IS NULL"
        case .deleted: " AND coalesce(run.deletedAt, experiment.deletedAt) IS NOT NULL"
        case .any: ""
        }
    }

    /// Numbers are no text from outside.
    private func listed(_ numbers: [Int64]) -> String { numbers.map(String.init).joined(separator: ",") }

    // MARK: - In which order

    private var leadingMetric: (name: String, isDescending: Bool)? {
        guard let first = search.order.first, case .metric(let name) = first.field else { return nil }
        return (name, first.isDescending)
    }

    /// The column whose index has the order; `nil` when no index has it.
    private var leadingColumn: String? {
        switch search.order.first?.field {
        case nil, .started: "run.startedAt"
        case .name: "run.name"
        default: nil
        }
    }

    private func order(_ part: Part?) -> SQLFragment {
        var terms: [SQLFragment] = []
        for (position, sort) in search.order.enumerated() {
            let direction = sort.isDescending ? "DESC" : "ASC"
            if position == 0, let part {
                if part == .values { terms.append(SQLFragment("lead.last \(direction)")) }
                continue
            }
            terms += self.terms(sort.field, direction)
        }
        if !search.order.contains(where: { $0.field == .started }) { terms.append(SQLFragment("run.startedAt DESC")) }
        if !search.order.contains(where: { $0.field == .id }) { terms.append(SQLFragment("run.id ASC")) }
        return terms.joined(separator: ", ")
    }

    /// What has a value comes before what has none, whichever way the values run.
    private func terms(_ field: RunSearch.Field, _ direction: String) -> [SQLFragment] {
        let value = fields.value(of: field)
        switch field {
        case .id, .name, .status, .started, .user, .artifacts: return [value + " \(direction)"]
        case .metric(let name):
            return [
                fields.has(metric: name) + " DESC", "(" + value + ") IS NULL ASC", value + " \(direction)",
            ]
        case .parameter, .tag, .ended, .note, .parent, .dataset:
            return ["(" + value + ") IS NULL ASC", value + " \(direction)"]
        }
    }
}

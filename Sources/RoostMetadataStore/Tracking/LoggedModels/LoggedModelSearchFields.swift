import GRDB
import RoostEntities

/// What a search of logged models says, as SQL about the row `loggedModel`.
///
/// Names of metrics were looked up before; no model has one that is not among them. What is kept beside a model is found
/// by the model, never by an index over all models: `+value` keeps the planner from one.
struct LoggedModelSearchFields {
    let keys: [String: Int64]

    /// A condition that is true for the models that are meant; for others it may be NULL.
    func condition(
        _ condition: SearchCondition<LoggedModelSearch.Field>,
        on datasets: [LoggedModelSearch.Dataset]
    ) throws(RoostError) -> SQLFragment {
        let test = condition.test
        switch condition.field {
        case .id: return try test.condition(onText: "loggedModel.id")
        case .name: return try test.condition(onText: "loggedModel.name")
        case .type: return try test.condition(onText: "loggedModel.type")
        case .status: return try test.condition(onText: "loggedModel.status")
        case .sourceRun: return try test.condition(onText: "loggedModel.sourceRun")
        case .created: return test.condition(onNumber: "loggedModel.createdAt")
        case .updated: return test.condition(onNumber: "loggedModel.updatedAt")
        case .tag(let name): return try exists(name, in: "loggedModelTag", test)
        case .parameter(let name): return try exists(name, in: "loggedModelParameter", test)
        case .metric(let name, let dataset):
            guard let key = keys[name] else { return SQLFragment("FALSE") }
            return SQLFragment(
                """
                EXISTS (SELECT 1 FROM loggedModelMetric
                    WHERE modelKey = loggedModel.key AND fieldKey = ? AND
                """ + " ",
                [key]
            ) + test.condition(onNumber: "+value") + measured(on: dataset.map { [$0] } ?? datasets) + ")"
        }
    }

    /// True for the models of which something was measured on one of the datasets.
    func measured(onOneOf datasets: [LoggedModelSearch.Dataset]) -> SQLFragment {
        "EXISTS (SELECT 1 FROM loggedModelMetric WHERE modelKey = loggedModel.key"
            + measured(on: datasets) + ")"
    }

    /// What stands in a list by; of a metric the latest, NULL when it is no number.
    func value(of field: LoggedModelSearch.Field) -> SQLFragment {
        switch field {
        case .id: return SQLFragment("loggedModel.id")
        case .name: return SQLFragment("loggedModel.name")
        case .type: return SQLFragment("nullif(loggedModel.type, '')")
        case .status: return SQLFragment(Self.statusRank)
        case .sourceRun: return SQLFragment("loggedModel.sourceRun")
        case .created: return SQLFragment("loggedModel.createdAt")
        case .updated: return SQLFragment("loggedModel.updatedAt")
        case .tag(let name): return single(name, in: "loggedModelTag")
        case .parameter(let name): return single(name, in: "loggedModelParameter")
        case .metric(let name, let dataset):
            guard let key = keys[name] else { return SQLFragment("NULL") }
            return SQLFragment(
                "(SELECT value FROM loggedModelMetric WHERE modelKey = loggedModel.key AND fieldKey = ?",
                [key]
            ) + measured(on: dataset.map { [$0] } ?? []) + " ORDER BY at DESC, step DESC, runKey, value DESC LIMIT 1)"
        }
    }

    /// As MLflow numbers them.
    private static let statusRank =
        "CASE loggedModel.status WHEN 'pending' THEN 1 WHEN 'ready' THEN 2 ELSE 3 END"

    private func exists(_ name: String, in table: String, _ test: SearchTest) throws(RoostError) -> SQLFragment {
        SQLFragment(
            "EXISTS (SELECT 1 FROM \(table) WHERE modelKey = loggedModel.key AND name = ? AND ",
            [name]
        ) + (try test.condition(onText: "value")) + ")"
    }

    private func single(_ name: String, in table: String) -> SQLFragment {
        SQLFragment("(SELECT value FROM \(table) WHERE modelKey = loggedModel.key AND name = ?)", [name])
    }

    private func measured(on datasets: [LoggedModelSearch.Dataset]) -> SQLFragment {
        guard !datasets.isEmpty else { return SQLFragment("") }
        let tests = datasets.map { dataset in
            dataset.digest.map { SQLFragment("(dataset = ? AND digest = ?)", [dataset.name, $0]) }
                ?? SQLFragment("dataset = ?", [dataset.name])
        }
        return " AND (" + tests.joined(separator: " OR ") + ")"
    }
}

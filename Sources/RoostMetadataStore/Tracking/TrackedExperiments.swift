import GRDB
import RoostEntities

extension Reading {
    private static var selection: String {
        """
        SELECT experiment.id, experiment.projectID, experiment.name, experiment.description, experiment.tags,
            experiment.createdAt, experiment.updatedAt, experiment.deletedAt, experiment.key,
            experiment.artifactLocation
        FROM experiment
        """
    }

    /// Deleted or not.
    package func trackedExperiment(
        number: Int64,
        in project: Identifier<Project>
    ) throws -> TrackedExperiment? {
        try connection.first("\(Self.selection) WHERE key = ? AND projectID = ?", [number, project])
    }

    /// Deleted or not.
    package func trackedExperiment(
        named name: String,
        in project: Identifier<Project>
    ) throws -> TrackedExperiment? {
        try connection.first("\(Self.selection) WHERE projectID = ? AND name = ?", [project, name])
    }

    /// Experiments of a search in its order, after the first `offset`.
    package func trackedExperiments(
        _ search: ExperimentSearch,
        in project: Identifier<Project>,
        limit: Int,
        offset: Int
    ) throws -> [TrackedExperiment] {
        var sql = SQLFragment("\(Self.selection) WHERE projectID = ?", [project])
        switch search.lifecycle {
        case .active: sql = sql + " AND deletedAt IS NULL"
        case .deleted: sql = sql + " AND deletedAt IS NOT NULL"
        case .any: break
        }
        for condition in search.conditions { sql = sql + " AND " + (try condition.sql) }
        var order = search.order.map { $0.field.value + ($0.isDescending ? " DESC" : " ASC") }
        if order.isEmpty { order.append(SQLFragment("createdAt DESC")) }
        if !search.order.contains(where: { $0.field == .number }) { order.append(SQLFragment("key ASC")) }
        sql = sql + " ORDER BY " + order.joined(separator: ", ")
        return try connection.all(sql + SQLFragment(" LIMIT ? OFFSET ?", [limit, offset]))
    }
}

extension WriteTransaction {
    /// Makes the experiment that runs go to when nobody says where, with the number 0.
    package func insertDefaultExperiment(
        _ id: Identifier<Experiment>,
        in project: Identifier<Project>,
        name: Experiment.Name,
        at now: Timestamp
    ) throws {
        try connection.execute(
            """
            INSERT INTO experiment (key, id, projectID, name, description, tags, createdAt, updatedAt)
            VALUES (0, ?, ?, ?, '', '{}', ?, ?)
            """,
            [id, project, name, now, now]
        )
    }

    /// When an experiment that comes from elsewhere was made there.
    package func setCreation(of experiment: Identifier<Experiment>, to moment: Timestamp) throws {
        try connection.execute("UPDATE experiment SET createdAt = ? WHERE id = ?", [moment, experiment])
    }

    package func setArtifactLocation(of experiment: Identifier<Experiment>, to location: String?) throws {
        try connection.execute("UPDATE experiment SET artifactLocation = ? WHERE id = ?", [location, experiment])
    }
}

extension TrackedExperiment: FetchableRecord {
    package init(row: Row) throws {
        self.init(
            number: try row.decode(atIndex: 8),
            experiment: Experiment(
                id: try row.decode(atIndex: 0),
                projectID: try row.decode(atIndex: 1),
                name: try row.decode(atIndex: 2),
                description: try row.decode(atIndex: 3),
                tags: try row.decode(atIndex: 4),
                createdAt: try row.decode(atIndex: 5),
                updatedAt: try row.decode(atIndex: 6),
                deletedAt: try row.decode(atIndex: 7)
            ),
            artifactLocation: try row.decode(atIndex: 9)
        )
    }
}

extension ExperimentSearch.Condition {
    fileprivate var sql: SQLFragment {
        get throws(RoostError) {
            switch field {
            case .created, .updated: return test.condition(onNumber: field.value.sql)
            case .number: return try test.condition(onText: "CAST(key AS TEXT)")
            case .name, .description, .tag:
                let value = field.value
                let term = try test.condition(onText: value.sql)
                return SQLFragment(term.sql, value.arguments + term.arguments)
            }
        }
    }
}

extension ExperimentSearch.Field {
    fileprivate var value: SQLFragment {
        switch self {
        case .number: SQLFragment("key")
        case .name: SQLFragment("name")
        case .description: SQLFragment("nullif(description, '')")
        case .created: SQLFragment("createdAt")
        case .updated: SQLFragment("updatedAt")
        case .tag(let name):
            SQLFragment("(SELECT value FROM json_each(experiment.tags) WHERE json_each.key = ?)", [name])
        }
    }
}

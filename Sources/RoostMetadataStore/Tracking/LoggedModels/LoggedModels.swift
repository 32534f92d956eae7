import GRDB
import RoostEntities

extension Reading {
    /// So many points of one model's metrics are shown, the latest.
    private static var mostMetrics: Int { 10_000 }

    /// `nil` for one that was deleted, unless these count, too.
    package func loggedModel(
        _ id: LoggedModel.ID,
        in project: Identifier<Project>,
        orDeleted: Bool = false
    ) throws -> LoggedModel? {
        let row: LoggedModelRow? = try connection.first(
            """
            SELECT \(LoggedModelRow.columns) FROM loggedModel JOIN experiment ON experiment.key = experimentKey
            WHERE loggedModel.projectID = ? AND loggedModel.id = ? AND (? OR loggedModel.deletedAt IS NULL)
            """,
            [project, id, orDeleted]
        )
        return try row.map(loggedModel)
    }

    func loggedModel(key: Int64) throws -> LoggedModel? {
        let row: LoggedModelRow? = try connection.first(
            """
            SELECT \(LoggedModelRow.columns) FROM loggedModel JOIN experiment ON experiment.key = experimentKey
            WHERE loggedModel.key = ?
            """,
            [key]
        )
        return try row.map(loggedModel)
    }

    package func parameterCount(of model: LoggedModelPlace) throws -> Int {
        try connection.value("SELECT count(*) FROM loggedModelParameter WHERE modelKey = ?", [model.key]) ?? 0
    }

    package func tagCount(of model: LoggedModelPlace) throws -> Int {
        try connection.value("SELECT count(*) FROM loggedModelTag WHERE modelKey = ?", [model.key]) ?? 0
    }

    package func tag(_ name: String, of model: LoggedModelPlace) throws -> String? {
        try connection.value("SELECT value FROM loggedModelTag WHERE modelKey = ? AND name = ?", [model.key, name])
    }

    private func loggedModel(_ row: LoggedModelRow) throws -> LoggedModel {
        LoggedModel(
            id: row.id,
            experimentNumber: row.experimentNumber,
            artifactLocation: row.artifactLocation,
            name: row.name,
            status: row.status,
            statusMessage: row.statusMessage,
            type: row.type,
            sourceRun: row.sourceRun,
            createdBy: row.createdBy,
            createdAt: row.createdAt,
            updatedAt: row.updatedAt,
            tags: try texts("loggedModelTag", of: row.key),
            parameters: try texts("loggedModelParameter", of: row.key),
            metrics: try modelMetrics(of: row.key)
        )
    }

    private func texts(_ table: String, of model: Int64) throws -> [String: String] {
        var texts: [String: String] = [:]
        try connection.each("SELECT name, value FROM \(table) WHERE modelKey = ?", [model]) { row in
            texts[try row.decode(atIndex: 0)] = try row.decode(atIndex: 1)
            return true
        }
        return texts
    }

    /// The latest points, by metric and moment.
    private func modelMetrics(of model: Int64) throws -> [LoggedModelMetric] {
        try connection.all(
            """
            SELECT runField.name, step, at, value, \(TrackedRunID.column), dataset, digest FROM
                (SELECT * FROM loggedModelMetric WHERE modelKey = ? ORDER BY at DESC LIMIT ?) AS point
            CROSS JOIN runField ON runField.key = point.fieldKey
            CROSS JOIN run ON run.key = point.runKey
            ORDER BY runField.name, at, step, run.key, dataset, digest
            """,
            [model, Self.mostMetrics]
        )
    }
}

extension TrackedRunID {
    /// What clients call the run in a row called `run`.
    static let column = "coalesce(run.foreignID, lower(hex(run.id)))"
}

/// A logged model without what is kept beside it.
private struct LoggedModelRow: FetchableRecord {
    static let columns = """
        loggedModel.key, loggedModel.id, experiment.key, experiment.artifactLocation, loggedModel.name,
        loggedModel.status, loggedModel.statusMessage, loggedModel.type, loggedModel.sourceRun,
        loggedModel.createdBy, loggedModel.createdAt, loggedModel.updatedAt
        """

    let key: Int64
    let id: LoggedModel.ID
    let experimentNumber: Int64
    let artifactLocation: String?
    let name: String
    let status: LoggedModel.Status
    let statusMessage: String
    let type: String
    let sourceRun: TrackedRunID?
    let createdBy: String
    let createdAt: Timestamp
    let updatedAt: Timestamp

    init(row: Row) throws {
        key = try row.decode(atIndex: 0)
        id = try row.decode(atIndex: 1)
        experimentNumber = try row.decode(atIndex: 2)
        artifactLocation = try row.decode(atIndex: 3)
        name = try row.decode(atIndex: 4)
        status = try row.decode(atIndex: 5)
        statusMessage = try row.decode(atIndex: 6)
        type = try row.decode(atIndex: 7)
        sourceRun = try row.decode(atIndex: 8)
        createdBy = try row.decode(atIndex: 9)
        createdAt = try row.decode(atIndex: 10)
        updatedAt = try row.decode(atIndex: 11)
    }
}

extension LoggedModelMetric: FetchableRecord {
    package init(row: Row) throws {
        let (dataset, digest): (String, String) = (try row.decode(atIndex: 5), try row.decode(atIndex: 6))
        self.init(
            point: MetricPoint(
                key: try row.decode(atIndex: 0),
                step: try row.decode(atIndex: 1),
                at: try row.decode(atIndex: 2),
                value: try row.decode(Double?.self, atIndex: 3) ?? .nan
            ),
            run: try row.decode(atIndex: 4),
            datasetName: dataset.isEmpty ? nil : dataset,
            datasetDigest: digest.isEmpty ? nil : digest
        )
    }
}

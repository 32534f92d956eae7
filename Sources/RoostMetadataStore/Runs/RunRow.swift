import GRDB
import RoostEntities

/// A run without what is kept beside it, read column by column.
struct RunRow: FetchableRecord {
    static let columns = """
        run.key, run.id, run.projectID, experiment.id, experiment.name, run.name, run.status, run.startedAt,
        run.endedAt, (SELECT parent.id FROM run AS parent WHERE parent.key = run.parentKey), run.executionID,
        run.versionID, run.note, run.createdBy, run.deletedAt, run.foreignID
        """

    let key: Int64
    let id: Identifier<Run>
    let projectID: Identifier<Project>
    let experimentID: Identifier<Experiment>
    let experiment: Experiment.Name
    let name: String
    let status: Run.Status
    let startedAt: Timestamp
    let endedAt: Timestamp?
    let parentID: Identifier<Run>?
    let executionID: Identifier<Execution>?
    let versionID: Identifier<Version>?
    let note: String
    let createdBy: String
    let deletedAt: Timestamp?
    let foreignID: TrackedRunID?
    /// The value a list is in the order of, where that is a metric.
    let metric: Double?
    /// Whether the filter of a list means it.
    let passes: Bool

    init(row: Row) throws {
        key = try row.decode(atIndex: 0)
        id = try row.decode(atIndex: 1)
        projectID = try row.decode(atIndex: 2)
        experimentID = try row.decode(atIndex: 3)
        experiment = try row.decode(atIndex: 4)
        name = try row.decode(atIndex: 5)
        status = try row.decode(atIndex: 6)
        startedAt = try row.decode(atIndex: 7)
        endedAt = try row.decode(atIndex: 8)
        parentID = try row.decode(atIndex: 9)
        executionID = try row.decode(atIndex: 10)
        versionID = try row.decode(atIndex: 11)
        note = try row.decode(atIndex: 12)
        createdBy = try row.decode(atIndex: 13)
        deletedAt = try row.decode(atIndex: 14)
        foreignID = try row.decode(String?.self, atIndex: 15).map { try TrackedRunID($0) }
        metric = row.count > 16 ? try row.decode(atIndex: 16) : nil
        passes = row.count > 17 ? try row.decode(atIndex: 17) : true
    }
}

extension Reading {
    package func tags(of run: RunPlace) throws -> Tags { try Tags(texts("runTag", of: [run.key])[run.key] ?? [:]) }

    /// The run with its parameters, metrics, tags and inputs.
    func run(_ row: RunRow) throws -> Run { try run(row, parts(of: [row.key])) }

    /// The run with what is kept beside it, which was read before.
    func run(_ row: RunRow, _ parts: RunParts) throws -> Run {
        Run(
            id: row.id,
            foreignID: row.foreignID,
            projectID: row.projectID,
            experimentID: row.experimentID,
            experiment: row.experiment,
            name: row.name,
            status: row.status,
            startedAt: row.startedAt,
            endedAt: row.endedAt,
            parentID: row.parentID,
            executionID: row.executionID,
            versionID: row.versionID,
            note: row.note,
            tags: try Tags(parts.tags[row.key] ?? [:]),
            parameters: parts.parameters[row.key] ?? [:],
            metrics: parts.metrics[row.key] ?? [:],
            inputs: parts.inputs[row.key] ?? [],
            createdBy: row.createdBy,
            deletedAt: row.deletedAt
        )
    }
}

extension Run.Input: FetchableRecord {
    public init(row: Row) throws {
        self.init(
            dataset: try row.decode(atIndex: 0),
            snapshotID: try row.decode(atIndex: 1),
            digest: try row.decode(atIndex: 2),
            context: try row.decode(atIndex: 3)
        )
    }
}

extension MetricSummary: FetchableRecord {
    static let columns = """
        runMetric.last, runMetric.step, runMetric.at, runMetric.min, runMetric.max, runMetric.count
        """

    public init(row: Row) throws {
        self.init(
            last: try row.decode(Double?.self, atIndex: 0) ?? .nan,
            step: try row.decode(atIndex: 1),
            at: try row.decode(atIndex: 2),
            min: try row.decode(atIndex: 3),
            max: try row.decode(atIndex: 4),
            count: try row.decode(atIndex: 5)
        )
    }
}

import GRDB
import RoostEntities

/// Where a logged model comes from.
package struct LoggedModelOrigin: Sendable, FetchableRecord {
    /// The number of its experiment.
    package let experiment: Int64
    package let run: TrackedRunID?

    package init(row: Row) throws {
        experiment = try row.decode(atIndex: 0)
        run = try row.decode(atIndex: 1)
    }
}

extension Reading {
    package func origin(of model: LoggedModelPlace) throws -> LoggedModelOrigin? {
        try connection.first("SELECT experimentKey, sourceRun FROM loggedModel WHERE key = ?", [model.key])
    }
}

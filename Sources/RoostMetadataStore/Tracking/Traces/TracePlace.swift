import GRDB
import RoostEntities

/// Where what is kept beside a trace finds it.
package struct TracePlace: Sendable, FetchableRecord {
    let key: Int64
    package let id: Trace.ID
    package let projectID: Identifier<Project>

    package init(row: Row) throws {
        key = try row.decode(atIndex: 0)
        id = try row.decode(atIndex: 1)
        projectID = try row.decode(atIndex: 2)
    }

    package var folder: ArtifactFolder {
        ArtifactFolder(table: "traceArtifact", owner: "traceKey", key: key.databaseValue, projectID: projectID)
    }
}

extension Reading {
    /// `nil` when there is none of that name.
    package func place(of trace: Trace.ID, in project: Identifier<Project>) throws -> TracePlace? {
        try connection.first("SELECT key, id, projectID FROM trace WHERE projectID = ? AND id = ?", [project, trace])
    }

    package func assessmentCount(of trace: TracePlace) throws -> Int {
        try connection.value("SELECT count(*) FROM traceAssessment WHERE traceKey = ?", [trace.key]) ?? 0
    }

    package func tagCount(of trace: TracePlace) throws -> Int {
        try connection.value("SELECT count(*) FROM traceTag WHERE traceKey = ?", [trace.key]) ?? 0
    }

    package func promptCount(of trace: TracePlace) throws -> Int {
        try connection.value("SELECT count(*) FROM tracePrompt WHERE traceKey = ?", [trace.key]) ?? 0
    }

    package func metadataCount(of trace: TracePlace) throws -> Int {
        try connection.value("SELECT count(*) FROM traceMetadata WHERE traceKey = ?", [trace.key]) ?? 0
    }
}

import GRDB
import RoostEntities

extension WriteTransaction {
    /// Writes all of a trace; of one that is there already the tags and the metadata are put on top of those it has.
    package func putTrace(
        _ id: Trace.ID,
        _ content: Trace.Content,
        ofExperiment number: Int64,
        in project: Identifier<Project>
    ) throws {
        try connection.execute(
            """
            INSERT INTO trace (id, projectID, experimentKey, clientID, startedAt, duration, state, requestPreview,
                responsePreview, isFinal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
            ON CONFLICT (projectID, id) DO UPDATE SET experimentKey = excluded.experimentKey,
                clientID = excluded.clientID, startedAt = excluded.startedAt, duration = excluded.duration,
                state = excluded.state, requestPreview = coalesce(excluded.requestPreview, requestPreview),
                responsePreview = coalesce(excluded.responsePreview, responsePreview), isFinal = 1
            """,
            [
                id, project, number, content.clientID, content.startedAt, content.duration, content.state,
                content.requestPreview, content.responsePreview,
            ]
        )
        guard let place = try place(of: id, in: project) else { return }
        for (name, value) in content.metadata.sorted(by: { $0.key < $1.key }) {
            try put(name, value, of: place, in: "traceMetadata")
        }
        for (name, value) in content.tags.sorted(by: { $0.key < $1.key }) {
            try put(name, value, of: place, in: "traceTag")
        }
    }

    package func setTag(_ name: String, to value: String, of trace: TracePlace) throws {
        try put(name, value, of: trace, in: "traceTag")
    }

    /// Whether there was a tag of that name.
    package func deleteTag(_ name: String, of trace: TracePlace) throws -> Bool {
        guard let field = try field(name, in: trace.projectID) else { return false }
        return try connection.execute(
            "DELETE FROM traceTag WHERE traceKey = ? AND fieldKey = ?",
            [trace.key, field]
        ) > 0
    }

    /// Makes a trace one of those of a run.
    package func link(_ trace: TracePlace, to run: RunPlace) throws {
        try connection.execute(
            "INSERT INTO traceRun (traceKey, runKey) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [trace.key, run.key]
        )
    }

    /// Removes the oldest traces of an experiment that began at `moment` or before, `limit` at most; how many went.
    package func deleteTraces(ofExperiment number: Int64, until moment: Timestamp, limit: Int) throws -> Int {
        try connection.execute(
            """
            DELETE FROM trace WHERE key IN (
                SELECT key FROM trace WHERE experimentKey = ? AND startedAt <= ? ORDER BY startedAt, id LIMIT ?)
            """,
            [number, moment, limit]
        )
    }

    /// Whether the experiment had such a trace.
    package func deleteTrace(_ id: Trace.ID, ofExperiment number: Int64, in project: Identifier<Project>) throws -> Bool
    {
        try connection.execute(
            "DELETE FROM trace WHERE projectID = ? AND id = ? AND experimentKey = ?",
            [project, id, number]
        ) > 0
    }

    /// Says that a version of a prompt went into a trace: its name, a slash and its number.
    package func link(_ trace: TracePlace, toPrompt prompt: String) throws {
        try connection.execute(
            "INSERT INTO tracePrompt (traceKey, prompt) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [trace.key, prompt]
        )
    }

    private func put(_ name: String, _ value: String, of trace: TracePlace, in table: String) throws {
        try connection.execute(
            """
            INSERT INTO \(table) (traceKey, fieldKey, value) VALUES (?, ?, ?)
            ON CONFLICT (traceKey, fieldKey) DO UPDATE SET value = excluded.value
            """,
            [trace.key, try makeField(name, in: trace.projectID), value]
        )
    }
}

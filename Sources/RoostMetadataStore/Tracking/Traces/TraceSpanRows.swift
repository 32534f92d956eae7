import GRDB
import RoostEntities

extension Reading {
    /// The steps of a trace in its dialect's JSON: that which is the whole trace first, then by start.
    package func spans(of trace: TracePlace) throws -> [String] {
        try connection.values(
            "SELECT content FROM traceSpan WHERE traceKey = ? ORDER BY parentID IS NOT NULL, startedAt, key",
            [trace.key]
        )
    }

    /// How many bytes of steps were written to a trace, those that were written again counted again.
    package func spanBytes(of trace: TracePlace) throws -> Int {
        try connection.value("SELECT spanBytes FROM trace WHERE key = ?", [trace.key]) ?? 0
    }
}

extension WriteTransaction {
    /// Writes steps of a trace; a step that is there already is replaced, and a trace that is not there begins.
    ///
    /// Until its client has told of the whole, a trace begins with its first step and ends with its last.
    ///
    /// - Parameters:
    ///   - spans: The steps.
    ///   - number: The experiment that the trace belongs to if it begins.
    ///   - project: Where the experiment is.
    /// - Returns: Where the trace is; `nil` when there are no steps.
    /// - Throws: What the database throws.
    package func putSpans(
        _ spans: TraceSpans,
        ofExperiment number: Int64,
        in project: Identifier<Project>
    ) throws -> TracePlace? {
        guard let start = spans.spans.map(\.startedAt).min() else { return nil }
        try connection.execute(
            """
            INSERT INTO trace (id, projectID, experimentKey, startedAt, state, isFinal)
            VALUES (?, ?, ?, ?, 'IN_PROGRESS', 0) ON CONFLICT (projectID, id) DO NOTHING
            """,
            [spans.trace, project, number, start / 1_000_000]
        )
        guard let place = try place(of: spans.trace, in: project) else { return nil }
        for span in spans.spans { try put(span, of: place) }
        try widen(place, to: start / 1_000_000, spans.spans.compactMap(\.endedAt).max().map { $0 / 1_000_000 })
        try connection.execute(
            """
            UPDATE trace SET spanBytes = spanBytes + ?,
                state = CASE WHEN state IN ('STATE_UNSPECIFIED', 'IN_PROGRESS') THEN coalesce(?, state) ELSE state END,
                requestPreview = coalesce(requestPreview, ?), responsePreview = coalesce(responsePreview, ?)
            WHERE key = ?
            """,
            [
                spans.spans.reduce(0) { $0 + $1.content.utf8.count }, spans.state, spans.requestPreview,
                spans.responsePreview, place.key,
            ]
        )
        for (name, value) in spans.tags.sorted(by: { $0.key < $1.key }) { try setTag(name, to: value, of: place) }
        return place
    }

    /// Lets a trace that is not final reach from `start` to `end`, both in milliseconds, and from where to where it did.
    private func widen(_ trace: TracePlace, to start: Int64, _ end: Int64?) throws {
        try connection.execute(
            """
            UPDATE trace SET startedAt = min(startedAt, ?1),
                duration = max(0, coalesce(max(startedAt + duration, ?2), startedAt + duration, ?2) - min(startedAt, ?1))
            WHERE key = ?3 AND isFinal = 0
            """,
            [start, end, trace.key]
        )
    }

    private func put(_ span: TraceSpan, of trace: TracePlace) throws {
        try connection.execute(
            """
            INSERT INTO traceSpan (traceKey, id, parentID, name, type, status, startedAt, endedAt, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (traceKey, id) DO UPDATE SET parentID = excluded.parentID, name = excluded.name,
                type = excluded.type, status = excluded.status, startedAt = excluded.startedAt,
                endedAt = excluded.endedAt, content = excluded.content
            """,
            [
                trace.key, Int64(bitPattern: span.id), span.parentID.map { Int64(bitPattern: $0) }, span.name,
                span.type,
                span.status, span.startedAt, span.endedAt, span.content,
            ]
        )
    }
}

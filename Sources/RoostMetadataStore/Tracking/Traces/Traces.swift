import GRDB
import RoostEntities

extension Reading {
    /// About as many bytes does a page hold; a trace more than that is a page of its own.
    private static var largestPage: Int { 32 << 20 }

    /// `nil` when there is none of that name.
    package func trace(_ id: Trace.ID, in project: Identifier<Project>) throws -> Trace? {
        guard let place = try place(of: id, in: project) else { return nil }
        return try trace(place.key)
    }

    /// Traces of a search in its order, after the first `offset`, and where the next page begins if there are more.
    ///
    /// A page has fewer traces than its limit, and yet a next one, when these hold megabytes.
    package func traces(
        _ search: TraceSearch,
        in project: Identifier<Project>,
        limit: Int,
        offset: Int
    ) throws -> (traces: [Trace], next: Int?) {
        guard !search.experiments.isEmpty else { return ([], nil) }
        let list = TraceSearchList(
            search: search,
            project: project,
            fields: try fieldKeys(of: search, in: project),
            runs: try runKeys(of: search, in: project)
        )
        let statement = try list.statement(few: connection.few(list.probes), limit: limit + 1, offset: offset)
        let keys: [Int64] = try connection.unkeptValues(statement)
        var traces: [Trace] = []
        var bytes = 0
        for key in keys.prefix(limit) {
            guard bytes < Self.largestPage || traces.isEmpty else { return (traces, offset + traces.count) }
            guard let trace = try trace(key) else { continue }
            traces.append(trace)
            bytes += trace.weight
        }
        return (traces, keys.count > limit ? offset + limit : nil)
    }

    private func trace(_ key: Int64) throws -> Trace? {
        let row: TraceRow? = try connection.first(
            """
            SELECT trace.id, trace.experimentKey, experiment.artifactLocation, trace.clientID, trace.startedAt,
                trace.duration, trace.state, trace.requestPreview, trace.responsePreview,
                (SELECT count(*) FROM traceSpan WHERE traceKey = trace.key)
            FROM trace JOIN experiment ON experiment.key = trace.experimentKey WHERE trace.key = ?
            """,
            [key]
        )
        guard let row else { return nil }
        var content = row.content
        content.metadata = try texts("traceMetadata", of: key)
        content.tags = try texts("traceTag", of: key)
        return Trace(
            id: row.id,
            experimentNumber: row.experimentNumber,
            artifactLocation: row.artifactLocation,
            content: content,
            assessments: try assessments(of: key),
            spanCount: row.spanCount
        )
    }

    private func texts(_ table: String, of key: Int64) throws -> [String: String] {
        var texts: [String: String] = [:]
        try connection.each(
            "SELECT name, value FROM \(table) JOIN runField ON runField.key = fieldKey WHERE traceKey = ?",
            [key]
        ) { row in
            texts[try row.decode(atIndex: 0)] = try row.decode(String.self, atIndex: 1)
            return true
        }
        return texts
    }

    /// The numbers of the names a search speaks of.
    private func fieldKeys(of search: TraceSearch, in project: Identifier<Project>) throws -> [String: Int64] {
        var keys: [String: Int64] = [:]
        for name in Set((search.conditions.map(\.field) + search.order.map(\.field)).compactMap(\.fieldName)) {
            keys[name] = try field(name, in: project)
        }
        return keys
    }

    /// The keys of the runs a search speaks of.
    private func runKeys(of search: TraceSearch, in project: Identifier<Project>) throws -> [String: Int64] {
        var keys: [String: Int64] = [:]
        for condition in search.conditions {
            guard case .run = condition.field, case .equals(let text) = condition.test else { continue }
            keys[text] = try runID(tracked: text, in: project).flatMap { try place(of: $0)?.key }
        }
        return keys
    }
}

/// A trace without what is kept beside it.
private struct TraceRow: FetchableRecord {
    let id: Trace.ID
    let experimentNumber: Int64
    let artifactLocation: String?
    let content: Trace.Content
    let spanCount: Int

    init(row: Row) throws {
        id = try row.decode(atIndex: 0)
        experimentNumber = try row.decode(atIndex: 1)
        artifactLocation = try row.decode(atIndex: 2)
        content = Trace.Content(
            clientID: try row.decode(atIndex: 3),
            startedAt: try row.decode(atIndex: 4),
            duration: try row.decode(atIndex: 5),
            state: try row.decode(atIndex: 6),
            requestPreview: try row.decode(atIndex: 7),
            responsePreview: try row.decode(atIndex: 8)
        )
        spanCount = try row.decode(atIndex: 9)
    }
}

extension Trace {
    /// About as many bytes as it takes.
    fileprivate var weight: Int {
        var bytes = 512 + (content.requestPreview?.utf8.count ?? 0) + (content.responsePreview?.utf8.count ?? 0)
        bytes += content.metadata.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        bytes += content.tags.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        return assessments.reduce(bytes) { $0 + $1.weight }
    }
}

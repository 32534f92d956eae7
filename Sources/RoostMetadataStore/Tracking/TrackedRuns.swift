import GRDB
import RoostEntities

extension Reading {
    /// About as many bytes does a page hold; a run more than that is a page of its own.
    private static var largestPage: Int { 32 << 20 }

    /// So many runs are read together: few statements, and little to throw away when they are large.
    private static var runsAtOnce: Int { 8 }

    /// Runs of a search in its order, from `place` on, where the page before ended.
    ///
    /// A page has fewer runs than its limit, and yet a next one, when these hold megabytes.
    package func trackedRuns(
        _ search: RunSearch,
        in project: Identifier<Project>,
        limit: Int,
        from place: Int
    ) throws -> (runs: [TrackedRun], next: Int?) {
        let found = try foundRuns(search, in: project, limit: limit, from: place)
        var runs: [TrackedRun] = []
        var bytes = 0
        var rest = found.keys[...]
        while !rest.isEmpty {
            let few = rest.prefix(Self.runsAtOnce)
            let loaded = try trackedRuns("run.key IN", among: few.map(\.key))
            for (key, place) in few {
                guard bytes < Self.largestPage || runs.isEmpty else { return (runs, place) }
                guard let run = loaded[key] else { continue }
                runs.append(run)
                bytes += run.weight
            }
            rest = rest.dropFirst(few.count)
        }
        return (runs, found.next)
    }

    /// The run of a project that is called `text`, here or where it was copied from; deleted or not.
    package func runID(tracked text: String, in project: Identifier<Project>) throws -> Identifier<Run>? {
        try place(tracked: text, in: project)?.id
    }

    /// As ``runID(tracked:in:)``, with where what is kept beside it finds it.
    package func place(
        tracked text: String,
        in project: Identifier<Project>
    ) throws -> (id: Identifier<Run>, place: RunPlace)? {
        if let id = try? Identifier<Run>(text), let place = try place(of: id), place.projectID == project {
            return (id, place)
        }
        let foreign: Identifier<Run>? = try connection.value(
            "SELECT id FROM run WHERE projectID = ? AND foreignID = ?",
            [project, text]
        )
        guard let foreign, let place = try place(of: foreign) else { return nil }
        return (foreign, place)
    }

    /// Deleted or not.
    package func trackedRun(_ id: Identifier<Run>) throws -> TrackedRun? {
        try trackedRuns("run.id IN", among: [id]).values.first
    }

    /// Runs by their keys.
    private func trackedRuns(
        _ condition: String,
        among values: [(any DatabaseValueConvertible)?]
    ) throws -> [Int64: TrackedRun] {
        var rows: [(row: RunRow, rest: TrackedRow)] = []
        try connection.each(
            """
            SELECT \(RunRow.columns), NULL, TRUE, experiment.key, experiment.artifactLocation, run.userID,
                coalesce(run.deletedAt, experiment.deletedAt) IS NOT NULL,
                EXISTS (SELECT 1 FROM runModel WHERE runKey = run.key)
            FROM run CROSS JOIN experiment ON experiment.key = run.experimentKey WHERE \(condition)
            """,
            among: values
        ) { row in
            rows.append((try RunRow(row: row), try TrackedRow(row: row)))
        }
        let parts = try parts(of: rows.map(\.row.key))
        var found: [Int64: TrackedRun] = [:]
        for (row, rest) in rows {
            let run = try run(row, parts)
            let models = rest.hasModels ? try models(of: row.key) : (inputs: [], outputs: [])
            found[row.key] = TrackedRun(
                run: run,
                experimentNumber: rest.experimentNumber,
                artifactLocation: rest.artifactLocation,
                user: rest.user,
                isDeleted: rest.isDeleted,
                datasets: run.inputs.isEmpty ? [] : try trackedDatasets(of: row.key),
                modelInputs: models.inputs,
                modelOutputs: models.outputs
            )
        }
        return found
    }

    /// The keys of the runs with the place of each, and the place after the last if there are more.
    private func foundRuns(
        _ search: RunSearch,
        in project: Identifier<Project>,
        limit: Int,
        from place: Int
    ) throws -> (keys: [(key: Int64, place: Int)], next: Int?) {
        guard !search.experiments.isEmpty else { return ([], nil) }
        let fields = try RunSearchFields(keys: keys(of: search, in: project))
        let few = try FewFoundRuns(search: search, project: project, fields: fields, connection: connection).keys()
        let list = RunSearchList(search: search, project: project, fields: fields, few: few)
        let start = SearchPlace(place)
        var found: [(key: Int64, place: Int)] = []
        for part in list.parts where part.rawValue >= start.part {
            let offset = part.rawValue == start.part ? start.offset : 0
            let statement = try list.statement(part, limit: limit + 1 - found.count, offset: offset)
            let keys: [Int64] = try connection.unkeptValues(statement)
            for (index, key) in keys.enumerated() {
                let place = SearchPlace(part: part.rawValue, offset: offset + index).number
                guard found.count < limit else { return (found, place) }
                found.append((key, place))
            }
        }
        return (found, nil)
    }

    /// The numbers of the names a search speaks of.
    private func keys(of search: RunSearch, in project: Identifier<Project>) throws -> [String: Int64] {
        var keys: [String: Int64] = [:]
        for name in Set((search.conditions.map(\.field) + search.order.map(\.field)).compactMap(\.key)) {
            keys[name] = try field(name, in: project)
        }
        return keys
    }
}

/// What clients of experiment tracking see of a run beyond the run, after its columns.
private struct TrackedRow {
    let experimentNumber: Int64
    let artifactLocation: String?
    let user: String?
    let isDeleted: Bool
    let hasModels: Bool

    init(row: Row) throws {
        experimentNumber = try row.decode(atIndex: 18)
        artifactLocation = try row.decode(atIndex: 19)
        user = try row.decode(atIndex: 20)
        isDeleted = try row.decode(atIndex: 21)
        hasModels = try row.decode(atIndex: 22)
    }
}

/// Where a page of found runs begins: in which part of the list, after how many of it.
private struct SearchPlace {
    private static let width = 1_000_000_000

    let part: Int
    let offset: Int

    var number: Int { part * Self.width + offset }
}

extension SearchPlace {
    init(_ number: Int) {
        part = max(number, 0) / Self.width
        offset = max(number, 0) % Self.width
    }
}

extension TrackedRun {
    /// About as many bytes as it takes.
    fileprivate var weight: Int {
        var bytes = 512 + 128 * run.metrics.count + run.note.utf8.count
        bytes += run.parameters.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        bytes += run.tags.values.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        return datasets.reduce(bytes) { sum, dataset in
            sum + dataset.source.utf8.count + (dataset.schema?.utf8.count ?? 0) + (dataset.profile?.utf8.count ?? 0)
        }
    }
}

extension Connection {
    /// For SQL that is hardly ever the same again: its statement is not kept.
    func unkeptValues<Value: DatabaseValueConvertible>(_ fragment: SQLFragment) throws -> [Value] {
        try Value.fetchAll(database, sql: fragment.sql, arguments: fragment.arguments)
    }
}

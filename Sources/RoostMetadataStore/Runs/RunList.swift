import GRDB
import RoostEntities

extension Reading {
    /// Runs in the order that was asked for.
    ///
    /// A page has fewer runs than its limit when these hold megabytes of parameters and notes.
    package func runs(_ query: RunQuery, page: PageRequest) throws -> Page<Run> {
        let place = try page.afterText().map { try RunPageToken($0, of: query.order) }
        var list = RunList(query: query, limit: page.limit)
        list.few = try keys(few: query)
        for part in RunPageToken.Part.allCases where part.rawValue >= place?.part.rawValue ?? 0 {
            let statement = try self.statement(list, part, after: place?.part == part ? place : nil)
            guard let statement else { continue }
            try connection.each(statement.sql, statement.arguments) { row in
                let row = try RunRow(row: row)
                guard list.hasRoom else {
                    list.hasMore = true
                    return false
                }
                list.append(try run(row), at: row, in: part)
                return true
            }
            guard !list.hasMore else { break }
        }
        return Page(items: list.runs, next: list.hasMore ? try list.next : nil)
    }

    /// The runs that a narrow condition leaves, if they are few: then these are sorted, else the list is walked in its
    /// order.
    private func keys(few query: RunQuery) throws -> [Int64]? {
        var conditions: [(String, StatementArguments)] = []
        if let parent = query.parent {
            conditions.append(("parentKey = (SELECT key FROM run WHERE id = ?)", [parent]))
        }
        if let execution = query.execution { conditions.append(("executionID = ?", [execution])) }
        if let version = query.version { conditions.append(("versionID = ?", [version])) }
        for (condition, arguments) in conditions {
            let keys: [Int64] = try connection.values(
                "SELECT key FROM run WHERE \(condition) LIMIT \(RunList.few + 1)",
                arguments
            )
            if keys.count <= RunList.few { return keys }
        }
        return nil
    }

    private func statement(
        _ list: RunList,
        _ part: RunPageToken.Part,
        after place: RunPageToken?
    ) throws -> SQL? {
        let query = list.query
        guard case .metric(let key, let statistic) = query.order.field else {
            return part == .values ? list.byColumn(after: place) : nil
        }
        guard let field = try field(key.text, in: try project(of: query.scope)) else {
            return part == .without ? list.byColumn(after: place) : nil
        }
        return switch part {
        case .values: list.byMetric(field, statistic, after: place)
        case .notNumbers: list.notNumbers(field, statistic, after: place)
        case .without: list.without(field, after: place)
        }
    }

    private func project(of scope: RunQuery.Scope) throws -> Identifier<Project> {
        switch scope {
        case .project(let id): return id
        case .experiment(let id):
            guard let project = try experiment(id)?.projectID else {
                throw RoostError(.notFound, "there is no experiment \(id); list the experiments")
            }
            return project
        }
    }
}

/// A statement with what to put into it.
struct SQL {
    var sql: String
    var arguments: StatementArguments
}

/// A page of runs in the making.
struct RunList {
    /// So many runs are sorted rather than looked for in their order.
    static let few = 1000
    /// About as many bytes does a page hold; a run more than that is a page of its own.
    private static let largest = 8 << 20

    let query: RunQuery
    let limit: Int
    /// The only runs that can be in the list, when it is known that they are few.
    var few: [Int64]?
    var hasMore = false
    private(set) var runs: [Run] = []
    private var bytes = 0
    private var last: RunPageToken?

    init(query: RunQuery, limit: Int) {
        self.query = query
        self.limit = limit
    }

    var hasRoom: Bool { runs.count < limit && bytes < Self.largest }

    var next: PageToken? {
        get throws(RoostError) {
            guard let last else { return nil }
            return try PageToken(encoding: last.text)
        }
    }

    mutating func append(_ run: Run, at row: RunRow, in part: RunPageToken.Part) {
        runs.append(run)
        bytes += run.weight
        let value =
            switch (query.order.field, part) {
            case (.name, _): run.name
            case (.metric, .values): String((row.metric ?? 0).bitPattern)
            case (.started, _), (.metric, _): String(run.startedAt.milliseconds)
            }
        last = RunPageToken(order: query.order, part: part, value: value, key: row.key)
    }
}

extension Run {
    /// About as many bytes as it takes.
    fileprivate var weight: Int {
        let texts = parameters.reduce(note.utf8.count) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        return tags.values.reduce(texts + 128 * metrics.count + 256) { $0 + $1.value.utf8.count }
    }
}

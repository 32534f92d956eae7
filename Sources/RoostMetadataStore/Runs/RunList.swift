import GRDB
import RoostEntities

extension Reading {
    /// Runs in the order that was asked for.
    ///
    /// A page has fewer runs than its limit, and yet a next one, when these hold megabytes of parameters and notes, or
    /// when a filter that no index serves had to look at ``RunList/examined`` runs.
    package func runs(_ query: RunQuery, page: PageRequest) throws -> Page<Run> {
        let place = try page.afterText().map { try RunPageToken($0, of: query.order) }
        let project = try project(of: query.scope)
        let few = try FewRuns(query: query, project: project, connection: connection).keys()
        var list = RunList(
            query: query,
            limit: page.limit,
            few: few,
            filter: try query.filter?.condition(on: RunFields.self)
        )
        for part in RunPageToken.Part.allCases where part.rawValue >= place?.part.rawValue ?? 0 {
            let statement = try self.statement(list, part, in: project, after: place?.part == part ? place : nil)
            guard let statement else { continue }
            try connection.each(statement.sql, statement.arguments, isKept: query.filter == nil) { row in
                guard list.hasRoom else {
                    list.hasMore = true
                    return false
                }
                let row = try RunRow(row: row)
                list.look(at: row, in: part)
                if row.passes { list.append(try run(row)) }
                return true
            }
            guard !list.hasMore else { break }
        }
        return Page(items: list.runs, next: list.hasMore ? try list.next : nil)
    }

    private func statement(
        _ list: RunList,
        _ part: RunPageToken.Part,
        in project: Identifier<Project>,
        after place: RunPageToken?
    ) throws -> SQLFragment? {
        guard case .metric(let key, let statistic) = list.query.order.field else {
            return part == .values ? list.byColumn(after: place) : nil
        }
        guard let field = try field(key.text, in: project) else {
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

/// A page of runs in the making.
struct RunList {
    /// How many runs a page looks at, at most, when there is a filter.
    static let examined = 50_000
    /// About as many bytes does a page hold; a run more than that is a page of its own.
    private static let largest = 8 << 20

    let query: RunQuery
    let limit: Int
    /// The only runs that can be in the list, when it is known that they are few.
    let few: [Int64]?
    /// What has to be true of a run, as SQL.
    let filter: SQLFragment?
    var hasMore = false
    private(set) var runs: [Run] = []
    private var bytes = 0
    private var looked = 0
    private var last: RunPageToken?

    init(query: RunQuery, limit: Int, few: [Int64]?, filter: SQLFragment?) {
        self.query = query
        self.limit = limit
        self.few = few
        self.filter = filter
    }

    var hasRoom: Bool { runs.count < limit && bytes < Self.largest && looked < Self.examined }

    /// How many rows the next statement gives at most: one more than there is room for, which tells whether there is
    /// another page.
    var rest: Int { (filter == nil ? limit - runs.count : Self.examined - looked) + 1 }

    var next: PageToken? {
        get throws(RoostError) {
            guard let last else { return nil }
            return try PageToken(encoding: last.text)
        }
    }

    /// Notes where the list is.
    mutating func look(at row: RunRow, in part: RunPageToken.Part) {
        looked += 1
        let value =
            switch (query.order.field, part) {
            case (.name, _): row.name
            case (.metric, .values): String((row.metric ?? 0).bitPattern)
            case (.started, _), (.metric, _): String(row.startedAt.milliseconds)
            }
        last = RunPageToken(order: query.order, part: part, value: value, key: row.key)
    }

    mutating func append(_ run: Run) {
        runs.append(run)
        bytes += run.weight
    }
}

extension Run {
    /// About as many bytes as it takes.
    fileprivate var weight: Int {
        let texts = parameters.reduce(note.utf8.count) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        return tags.values.reduce(texts + 128 * metrics.count + 256) { $0 + $1.value.utf8.count }
    }
}

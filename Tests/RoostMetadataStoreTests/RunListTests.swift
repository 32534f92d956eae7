import GRDB
import RoostEntities
import Testing

@testable import RoostMetadataStore

/// Lists of runs against a plain sort of all of them.
@Suite struct RunListTests {
    /// Forty runs in two experiments; some have no `loss`, some one that is no number, many the same.
    private func fill(_ metadata: Metadata) async throws -> (project: Identifier<Project>, experiment: Experiment) {
        try await metadata.write { transaction in
            let project = try transaction.insertSampleProject()
            for name in ["a", "b"] {
                try transaction.insertSampleExperiment(name, in: project)
            }
            for number in 0..<40 {
                let experiment = try Experiment.Name(number % 4 == 0 ? "b" : "a")
                let run = try transaction.insertSampleRun(number, in: experiment, of: project)
                let place = try #require(try transaction.place(of: run))
                _ = try transaction.insertParameter("lr", ["0.1", "0.5", "1e1", "adam"][number % 4], of: place)
                if number % 2 == 1 { try transaction.setTag("odd key", to: "yes", of: place) }
                guard number % 5 != 0 else { continue }
                let value = number % 7 == 0 ? Double.nan : Double(number * 13 % 9) - 4
                let key = try Run.Key("loss")
                let points = [value - 1, value + 1, value].enumerated().map { step, value in
                    MetricPoint(key: key, step: Int64(step), at: Timestamp(milliseconds: 5), value: value)
                }
                try transaction.insertPoints(points, of: place)
            }
            return (project, try #require(try transaction.experiment(named: Experiment.Name("a"), in: project)))
        }
    }

    private func all(_ query: RunQuery, _ metadata: Metadata, limit: Int) async throws -> [Run] {
        var runs: [Run] = []
        var after: PageToken?
        repeat {
            let request = try PageRequest(limit: limit, after: after)
            let page = try await metadata.read { try $0.runs(query, page: request) }
            #expect(page.items.count <= limit)
            runs += page.items
            after = page.next
        } while after != nil
        return runs
    }

    @Test(
        arguments: ["started", "-started", "name", "-name", "metrics.loss", "-metrics.loss", "min.loss", "-max.loss"],
        [1, 3, 7, 100]
    )
    func `pages together are the sorted list`(_ order: String, _ limit: Int) async throws {
        let metadata = try Metadata()
        let (_, experiment) = try await fill(metadata)
        let order = try Run.Order(order)
        let query = RunQuery(scope: .experiment(experiment.id), order: order)
        let found = try await all(query, metadata, limit: limit)
        #expect(found.count == 30)
        #expect(found.map(\.id) == found.sorted { order.precedes($0, $1) }.map(\.id))
    }

    @Test func `a project's runs are in the order of a metric across experiments`() async throws {
        let metadata = try Metadata()
        let (project, _) = try await fill(metadata)
        let order = try Run.Order("-metrics.loss")
        let found = try await all(RunQuery(scope: .project(project), order: order), metadata, limit: 6)
        #expect(found.count == 40)
        #expect(found.map(\.id) == found.sorted { order.precedes($0, $1) }.map(\.id))
    }

    @Test func `an order by what nobody measured is that of their starts`() async throws {
        let metadata = try Metadata()
        let (project, _) = try await fill(metadata)
        let query = RunQuery(scope: .project(project), order: try Run.Order("metrics.nothing"))
        let found = try await all(query, metadata, limit: 9)
        #expect(found.map(\.startedAt) == found.map(\.startedAt).sorted(by: >) && found.count == 40)
    }

    @Test func `few runs that a condition leaves are sorted the same way`() async throws {
        let metadata = try Metadata()
        let (project, _) = try await fill(metadata)
        let parent = try await metadata.write { transaction in
            let parent: Identifier<Run> = try transaction.insertSampleRun(99, in: Experiment.Name("a"), of: project)
            let ids: [Identifier<Run>] = try transaction.connection.values("SELECT id FROM run WHERE key % 3 = 0")
            try transaction.connection.execute(
                "UPDATE run SET parentKey = (SELECT key FROM run WHERE id = ?) WHERE key % 3 = 0",
                [parent]
            )
            #expect(ids.count == 13)
            return parent
        }
        for text in ["-started", "name", "metrics.loss", "-metrics.loss"] {
            let order = try Run.Order(text)
            let query = RunQuery(scope: .project(project), order: order, parent: parent)
            let found = try await all(query, metadata, limit: 4)
            #expect(found.count == 13)
            #expect(found.map(\.id) == found.sorted { order.precedes($0, $1) }.map(\.id))
        }
    }

    typealias Rule = @Sendable (Run) -> Bool

    static let filters: [(String, Rule)] = [
        ("status = running", { _ in true }),
        ("status = finished", { _ in false }),
        ("metrics.loss > 1", { ($0.metrics["loss"]?.last ?? .nan) > 1 }),
        ("min.loss <= -1 or max.loss >= 4", { ($0.least ?? 0) <= -1 || ($0.greatest ?? 0) >= 4 }),
        ("not metrics.loss", { $0.least == nil }),
        ("name = 'run 3'", { $0.name == "run 3" }),
        ("name ~ 'run 1*'", { $0.name.hasPrefix("run 1") }),
        ("parameters.lr = 0.5", { $0.parameters["lr"] == "0.5" }),
        ("parameters.lr >= 0.5", { ($0.parameters["lr"].flatMap { Double($0) } ?? -1) >= 0.5 }),
        ("parameters.lr != 0.5 and tags.'odd key' = yes", { $0.parameters["lr"] != "0.5" && $0.tags != .none }),
        ("parameters.nothing = 1", { _ in false }),
        ("metrics.nothing > 1", { _ in false }),
        ("started >= 1970-01-01T00:00:10Z", { $0.startedAt.milliseconds >= 10_000 }),
    ]

    @Test(arguments: filters.indices) func `a filter leaves what it means, in every order`(_ index: Int) async throws {
        let (text, holds) = Self.filters[index]
        let metadata = try Metadata()
        let (project, _) = try await fill(metadata)
        let all = try await all(RunQuery(scope: .project(project)), metadata, limit: 100)
        for order in try ["-started", "name", "metrics.loss"].map(Run.Order.init) {
            let query = RunQuery(scope: .project(project), order: order, filter: try Filter(text))
            let found = try await self.all(query, metadata, limit: 7)
            let expected = all.filter(holds).sorted { order.precedes($0, $1) }
            #expect(found.map(\.id) == expected.map(\.id), "\(text) by \(order)")
        }
    }

    @Test(arguments: ["colour = red", "metrics = 1", "metrics.loss = high", "status = over", "parent = 7"])
    func `a filter that means nothing is refused`(_ text: String) async throws {
        let metadata = try Metadata()
        let (project, _) = try await fill(metadata)
        let query = RunQuery(scope: .project(project), filter: try Filter(text))
        await #expect(throws: RoostError.self) { _ = try await metadata.read { try $0.runs(query, page: .first) } }
    }

    @Test func `a token of another order is refused`() async throws {
        let metadata = try Metadata()
        let (project, _) = try await fill(metadata)
        let first = try await metadata.read { try $0.runs(RunQuery(scope: .project(project)), page: .init(limit: 1)) }
        let query = RunQuery(scope: .project(project), order: try Run.Order("metrics.loss"))
        await #expect(throws: RoostError.self) {
            _ = try await metadata.read { try $0.runs(query, page: .init(limit: 1, after: first.next)) }
        }
    }
}

extension WriteTransaction {
    func insertSampleExperiment(_ name: String, in project: Identifier<Project>) throws {
        try insertExperiment(
            ids.next(),
            in: project,
            name: Experiment.Name(name),
            description: "",
            tags: .none,
            at: .now
        )
    }

    /// Started at its number of seconds; three at a time have the same name.
    @discardableResult
    func insertSampleRun(
        _ number: Int,
        in experiment: Experiment.Name,
        of project: Identifier<Project>
    ) throws -> Identifier<Run> {
        let run = NewRun(
            id: ids.next(),
            projectID: project,
            experimentID: try #require(try self.experiment(named: experiment, in: project)).id,
            name: "run \(number * 17 % 40 / 3)",
            startedAt: Timestamp(milliseconds: Int64(number / 2 * 1000)),
            parentID: nil,
            executionID: nil,
            versionID: nil,
            note: "",
            inputs: [],
            createdBy: "ada"
        )
        try insertRun(run)
        return run.id
    }
}

extension Run {
    fileprivate var least: Double? { metrics["loss"]?.min }
    fileprivate var greatest: Double? { metrics["loss"]?.max }
}

extension Run.Order {
    /// The rule in words: values, then what is no number, then runs without, ties by when they were made.
    fileprivate func precedes(_ left: Run, _ right: Run) -> Bool {
        switch field {
        case .started: turned((left.startedAt, left.id), (right.startedAt, right.id), by: <)
        case .name: turned((left.name, left.id), (right.name, right.id), by: <)
        case .metric(let key, let statistic):
            switch (statistic.value(of: key, in: left), statistic.value(of: key, in: right)) {
            case (nil, nil): (left.startedAt, left.id) > (right.startedAt, right.id)
            case (nil, _): false
            case (_, nil): true
            case (let one?, let other?) where one.isNaN && other.isNaN: left.id > right.id
            case (let one?, _) where one.isNaN: false
            case (_, let other?) where other.isNaN: true
            case (let one?, let other?): turned((one, left.id), (other, right.id), by: <)
            }
        }
    }

    private func turned<Value>(_ left: Value, _ right: Value, by precedes: (Value, Value) -> Bool) -> Bool {
        isDescending ? precedes(right, left) : precedes(left, right)
    }
}

extension Run.Order.Statistic {
    fileprivate func value(of key: Run.Key, in run: Run) -> Double? {
        guard let metric = run.metrics[key.text] else { return nil }
        return switch self {
        case .last: metric.last
        case .min: metric.min ?? .nan
        case .max: metric.max ?? .nan
        }
    }
}

import GRDB
import RoostEntities
import Testing

@testable import RoostMetadataStore

/// Searches of logged models against a plain filter and sort of all of them.
@Suite struct LoggedModelsTests {
    typealias Condition = SearchCondition<LoggedModelSearch.Field>
    typealias Sort = SearchSort<LoggedModelSearch.Field>

    /// Forty models in two experiments; some have no `loss`, one has one that is no number, many are equal.
    private func fill(_ metadata: Metadata) async throws -> (project: Identifier<Project>, all: [LoggedModel]) {
        try await metadata.write { transaction in
            let project = try transaction.insertSampleProject()
            let run = try transaction.insertMeasuringRun(in: project)
            for number in 0..<40 { try transaction.insertLoggedModel(number, in: project, measuredBy: run) }
            let keys: [Int64] = try transaction.connection.values(
                "SELECT key FROM loggedModel WHERE deletedAt IS NULL"
            )
            return (project, try keys.compactMap { try transaction.loggedModel(key: $0) })
        }
    }

    private func all(
        _ search: LoggedModelSearch,
        in project: Identifier<Project>,
        _ metadata: Metadata,
        limit: Int
    ) async throws -> [LoggedModel] {
        var (models, offset): ([LoggedModel], Int?) = ([], 0)
        while let start = offset {
            let page = try await metadata.read {
                try $0.loggedModels(search, in: project, limit: limit, offset: start)
            }
            #expect(page.models.count <= limit)
            models += page.models
            offset = page.next
        }
        return models
    }

    typealias Rule = @Sendable (LoggedModel) -> Bool

    static let conditions: [(LoggedModelSearch.Field, SearchTest, Rule)] = [
        (.name, .equals("net 3"), { $0.name == "net 3" }),
        (.name, .like("net 1%", ignoringCase: false), { $0.name.hasPrefix("net 1") }),
        (.name, .notAmong(["net 1"]), { $0.name != "net 1" }),
        (.id, .equals("m-7"), { $0.id.text == "m-7" }),
        (.type, .equals("cnn"), { $0.type == "cnn" }),
        (.status, .differs("ready"), { $0.status != .ready }),
        (.sourceRun, .equals("r1"), { $0.sourceRun?.text == "r1" }),
        (.created, .number(.isAtLeast, 9000), { $0.createdAt.milliseconds >= 9000 }),
        (.tag("t"), .equals("v2"), { $0.tags["t"] == "v2" }),
        (.tag("t"), .differs("v2"), { $0.tags["t"].map { $0 != "v2" } ?? false }),
        (.parameter("p"), .equals("1"), { $0.parameters["p"] == "1" }),
        (.parameter("none"), .equals("1"), { _ in false }),
        (.metric("loss", on: nil), .number(.isGreater, 2), { $0.losses.contains { $0 > 2 } }),
        (.metric("loss", on: nil), .number(.differs, 2), { $0.metrics.contains { $0.point.value != 2 } }),
        (.metric("none", on: nil), .number(.differs, 2), { _ in false }),
    ]

    @Test(arguments: conditions.indices) func `a condition leaves what it is true of`(_ index: Int) async throws {
        let (field, test, rule) = Self.conditions[index]
        let metadata = try Metadata()
        let (project, all) = try await fill(metadata)
        let search = LoggedModelSearch(experiments: [1, 2], conditions: [Condition(field, test)])
        let found = try await self.all(search, in: project, metadata, limit: 7)
        let expected = all.filter(rule).sorted { $0.isNewer(than: $1) }
        #expect(found.map(\.id) == expected.map(\.id))
    }

    @Test(arguments: [true, false]) func `an order by a metric has what has none at its end`(
        _ isDescending: Bool
    ) async throws {
        let metadata = try Metadata()
        let (project, all) = try await fill(metadata)
        let sort = Sort(.metric("loss", on: nil), descending: isDescending)
        let found = try await self.all(
            LoggedModelSearch(experiments: [1, 2], order: [sort]),
            in: project,
            metadata,
            limit: 9
        )
        let expected = all.sorted { first, second in
            switch (first.losses.last, second.losses.last) {
            case (let one?, let other?) where one != other: isDescending ? one > other : one < other
            case (nil, _?): false
            case (_?, nil): true
            default: first.isNewer(than: second)
            }
        }
        #expect(found.map(\.id) == expected.map(\.id))
    }

    @Test func `data narrows what metrics say`() async throws {
        let metadata = try Metadata()
        let (project, all) = try await fill(metadata)
        for (dataset, names) in [("a", ["a"]), ("b", ["b"]), ("none", [])] {
            let data = LoggedModelSearch.Dataset(name: dataset)
            let search = LoggedModelSearch(experiments: [1, 2], datasets: [data])
            let found = try await self.all(search, in: project, metadata, limit: 50)
            let expected = all.filter { model in model.metrics.contains { names.contains($0.datasetName ?? "") } }
            #expect(Set(found.map(\.id)) == Set(expected.map(\.id)), "\(dataset)")
        }
    }

    @Test(arguments: [
        ([], [Sort](), "loggedModelByCreation"), ([], [Sort(.created, descending: true)], "loggedModelByCreation"),
        ([], [Sort(.name)], "loggedModelByName"),
        ([Condition(.sourceRun, .equals("r1"))], [], "INTEGER PRIMARY KEY"),
        ([Condition(.tag("t"), .equals("v2"))], [], "INTEGER PRIMARY KEY"),
        ([Condition(.metric("loss", on: nil), .number(.isGreater, 2))], [], "INTEGER PRIMARY KEY"),
    ]) func `a search walks an index`(_ conditions: [Condition], _ order: [Sort], _ index: String) async throws {
        let metadata = try Metadata()
        let (project, _) = try await fill(metadata)
        let plans = try await metadata.read { transaction in
            let keys = ["loss": try #require(try transaction.field("loss", in: project))]
            let list = LoggedModelSearchList(
                search: LoggedModelSearch(experiments: [1], conditions: conditions, order: order),
                project: project,
                fields: LoggedModelSearchFields(keys: keys),
                connection: transaction.connection
            )
            return try transaction.plan(of: list.statement(limit: 10, offset: 0))
        }
        #expect(plans.first?.contains(index) == true, "\(plans)")
        #expect(!plans.contains { $0.hasPrefix("SCAN") }, "\(plans)")
        #expect(!plans.contains { $0.contains("loggedModelMetricBy") }, "\(plans)")
        let isSorted = !conditions.isEmpty || order.first?.field == .name
        #expect(isSorted || !plans.contains("USE TEMP B-TREE FOR ORDER BY"), "\(plans)")
    }

    @Test func `of two values of one moment the greater stays`() async throws {
        let metadata = try Metadata()
        let values = try await metadata.write { transaction in
            let project = try transaction.insertSampleProject()
            let run = try transaction.insertMeasuringRun(in: project)
            try transaction.insertLoggedModel(1, in: project, measuredBy: run)
            let model = try #require(try transaction.place(of: LoggedModel.ID("m-1"), in: project))
            for value in [.nan, 1, 3, 2] as [Double] {
                let point = MetricPoint(key: try Run.Key("x"), at: Timestamp(milliseconds: 1), value: value)
                try transaction.insertPoint(point, dataset: "", digest: "", of: model, measuredBy: run)
            }
            let metrics = try transaction.loggedModel(model.id, in: project)?.metrics ?? []
            return metrics.filter { $0.point.key.text == "x" }.map(\.point.value)
        }
        #expect(values == [3])
    }

    @Test func `no experiment gets the number of one that is gone`() async throws {
        let metadata = try Metadata()
        let numbers = try await metadata.write { transaction in
            let project = try transaction.insertSampleProject()
            var numbers: [Int64] = []
            for name in ["a", "b", "c"] {
                let id: Identifier<Experiment> = ids.next()
                let name = try Experiment.Name(name)
                try transaction.insertExperiment(id, in: project, name: name, description: "", tags: .none, at: .now)
                numbers.append(try #require(try transaction.trackedExperiment(named: name.text, in: project)).number)
                try transaction.connection.execute("DELETE FROM experiment WHERE id = ?", [id])
            }
            return numbers
        }
        #expect(numbers == [1, 2, 3])
    }
}

extension LoggedModel {
    /// By moment, those that are numbers.
    fileprivate var losses: [Double] {
        metrics.filter { $0.point.key.text == "loss" && !$0.point.value.isNaN }.map(\.point.value)
    }

    fileprivate func isNewer(than other: LoggedModel) -> Bool {
        (other.createdAt.milliseconds, id.text) < (createdAt.milliseconds, other.id.text)
    }
}

extension Reading {
    fileprivate func plan(of statement: SQLFragment) throws -> [String] {
        try String.fetchAll(
            connection.database,
            sql: "EXPLAIN QUERY PLAN \(statement.sql)",
            arguments: statement.arguments,
            adapter: RangeRowAdapter(3..<4)
        )
    }
}

extension WriteTransaction {
    /// A run in the first of two experiments.
    fileprivate func insertMeasuringRun(in project: Identifier<Project>) throws -> RunPlace {
        for name in ["b", "a"] {
            try insertExperiment(
                ids.next(),
                in: project,
                name: Experiment.Name(name),
                description: "",
                tags: .none,
                at: .now
            )
        }
        let experiment = try #require(try experiment(named: Experiment.Name("a"), in: project))
        let id: Identifier<Run> = ids.next()
        try insertRun(
            NewRun(
                id: id,
                projectID: project,
                experimentID: experiment.id,
                name: "r",
                startedAt: .now,
                parentID: nil,
                executionID: nil,
                versionID: nil,
                note: "",
                inputs: [],
                createdBy: "ada"
            )
        )
        return try #require(try place(of: id))
    }

    fileprivate func insertLoggedModel(
        _ number: Int,
        in project: Identifier<Project>,
        measuredBy run: RunPlace
    ) throws {
        let made = try insertLoggedModel(
            NewLoggedModel(
                id: LoggedModel.ID("m-\(number)"),
                projectID: project,
                experimentNumber: Int64(number % 3 == 0 ? 2 : 1),
                name: "net \(number % 13)",
                type: number % 2 == 0 ? "cnn" : "",
                sourceRun: number % 4 == 0 ? TrackedRunID("r\(number % 3)") : nil,
                createdBy: "ada",
                createdAt: Timestamp(milliseconds: Int64(number / 2 * 1000))
            )
        )
        let place = try #require(made)
        if number % 5 == 0 { try setStatus(of: place, to: .ready, message: "", at: .now) }
        if number % 2 == 1 { try setTag("t", to: "v\(number % 3)", of: place) }
        _ = try insertParameter("p", "\(number % 4)", of: place)
        for step in 0..<number % 4 {
            let value = number == 7 ? .nan : Double((number + step) % 5)
            let point = MetricPoint(
                key: try Run.Key("loss"),
                step: Int64(step),
                at: Timestamp(milliseconds: Int64(step)),
                value: value
            )
            let dataset = ["a", "b", ""][number % 3]
            try insertPoint(point, dataset: dataset, digest: "", of: place, measuredBy: run)
        }
        if number % 11 == 10 { try markLoggedModel(place, deletedAt: .now) }
    }
}

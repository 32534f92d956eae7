import GRDB
import RoostEntities
import Testing

@testable import RoostMetadataStore

/// Searches of tracked runs against a plain filter and sort of all of them.
@Suite struct TrackedRunsTests {
    /// Sixty runs in two experiments; some have no `loss`, some one that is no number, many the same.
    private func fill(_ metadata: Metadata) async throws -> (project: Identifier<Project>, all: [TrackedRun]) {
        try await metadata.write { transaction in
            let project = try transaction.insertSampleProject()
            for name in ["a", "b"] { try transaction.insertTrackedExperiment(name, in: project) }
            for number in 0..<60 { try transaction.insertTrackedRun(number, in: project) }
            let ids: [Identifier<Run>] = try transaction.connection.values("SELECT id FROM run")
            return (project, try ids.compactMap { try transaction.trackedRun($0) })
        }
    }

    private func all(_ search: RunSearch, in project: Identifier<Project>, _ metadata: Metadata, limit: Int)
        async throws -> [TrackedRun]
    {
        var runs: [TrackedRun] = []
        var place: Int? = 0
        while let from = place {
            let page = try await metadata.read {
                try $0.trackedRuns(search, in: project, limit: limit, from: from)
            }
            #expect(page.runs.count <= limit)
            runs += page.runs
            place = page.next
        }
        return runs
    }

    static let orders: [[RunSearch.Sort]] = [
        [], [.init(.started)], [.init(.name, descending: true)], [.init(.metric("loss"))],
        [.init(.metric("loss"), descending: true)], [.init(.metric("nothing"))], [.init(.parameter("lr"))],
        [.init(.tag("odd key"), descending: true), .init(.metric("loss"))], [.init(.status), .init(.id)],
        [.init(.metric("loss")), .init(.name)], [.init(.ended)], [.init(.user, descending: true)],
    ]

    @Test(arguments: orders.indices, [1, 7, 100]) func `pages together are the sorted list`(
        _ index: Int,
        _ limit: Int
    ) async throws {
        let metadata = try Metadata()
        let (project, all) = try await fill(metadata)
        for experiments in [[1], [1, 2]] as [[Int64]] {
            let search = RunSearch(experiments: experiments, order: Self.orders[index])
            let found = try await self.all(search, in: project, metadata, limit: limit)
            let expected = all.filter { experiments.contains($0.experimentNumber) && !$0.isDeleted }
                .sorted { search.precedes($0, $1) }
            #expect(found.map(\.run.id) == expected.map(\.run.id), "\(experiments)")
        }
    }

    typealias Rule = @Sendable (TrackedRun) -> Bool

    static let conditions: [(RunSearch.Field, SearchTest, Rule)] = [
        (.metric("loss"), .number(.isGreater, 1), { ($0.loss ?? .nan) > 1 }),
        (.metric("loss"), .number(.differs, 1), { $0.loss != nil && $0.loss != 1 }),
        (.metric("loss"), .number(.isAtMost, -3), { ($0.loss ?? .nan) <= -3 }),
        (.metric("nothing"), .number(.differs, 1), { _ in false }),
        (.parameter("lr"), .equals("0.5"), { $0.run.parameters["lr"] == "0.5" }),
        (.parameter("lr"), .differs("0.5"), { $0.run.parameters["lr"] != "0.5" }),
        (.parameter("lr"), .like("a_a%", ignoringCase: false), { $0.run.parameters["lr"] == "adam*" }),
        (.parameter("lr"), .like("ADAM*", ignoringCase: true), { $0.run.parameters["lr"] == "adam*" }),
        (.parameter("lr"), .like("A%", ignoringCase: false), { _ in false }),
        (.tag("odd key"), .missing, { $0.run.tags.values["odd key"] == nil }),
        (.tag("odd key"), .present, { $0.run.tags.values["odd key"] != nil }),
        (.tag("odd key"), .differs("no"), { $0.run.tags.values["odd key"] != nil }),
        (.tag("nobody's"), .missing, { _ in true }),
        (.name, .equals("run 3"), { $0.run.name == "run 3" }),
        (.name, .like("run 1%", ignoringCase: false), { $0.run.name.hasPrefix("run 1") }),
        (.status, .equals("FINISHED"), { $0.run.status == .finished }),
        (.status, .equals("finished"), { _ in false }),
        (.status, .differs("RUNNING"), { $0.run.status != .running }),
        (.started, .number(.isLess, 9000), { $0.run.startedAt.milliseconds < 9000 }),
        (.ended, .number(.differs, 100), { $0.run.endedAt != nil }),
        (.user, .equals("grace"), { $0.user == "grace" }),
        (.user, .equals("ada"), { $0.user == nil }),
        (.note, .equals("n"), { $0.run.note == "n" }),
        (.dataset(.name), .equals("digits"), { $0.datasets.contains { $0.name == "digits" } }),
        (.dataset(.context), .among(["train", "x"]), { $0.datasets.contains { $0.context == "train" } }),
        (.dataset(.digest), .like("d%", ignoringCase: false), { !$0.datasets.isEmpty }),
        (.artifacts(root: "r:/"), .like("r:/1/%", ignoringCase: false), { $0.experimentNumber == 1 }),
        (.artifacts(root: "r:/"), .like("s3://b/%/artifacts", ignoringCase: false), { $0.experimentNumber == 2 }),
        (.id, .equals("nothing"), { _ in false }),
        (.id, .notAmong(["nothing"]), { _ in true }),
    ]

    @Test(arguments: conditions.indices) func `a condition leaves what it is true of`(_ index: Int) async throws {
        let (field, test, rule) = Self.conditions[index]
        let metadata = try Metadata()
        let (project, all) = try await fill(metadata)
        for order in [[], [.init(.metric("loss"))], [.init(.name)]] as [[RunSearch.Sort]] {
            let search = RunSearch(experiments: [1, 2], conditions: [.init(field, test)], order: order)
            let found = try await self.all(search, in: project, metadata, limit: 8)
            let expected = all.filter { !$0.isDeleted && rule($0) }.sorted { search.precedes($0, $1) }
            #expect(found.map(\.run.id) == expected.map(\.run.id))
        }
    }

    @Test func `runs are found by their identifiers and by their parent`() async throws {
        let metadata = try Metadata()
        let (project, all) = try await fill(metadata)
        let (parent, part) = (all[4].run.id, all[5].run.id)
        try await metadata.write { try $0.setParent(of: part, to: parent) }
        for (field, test) in [
            (RunSearch.Field.parent(orTag: "p"), SearchTest.equals(parent.description)),
            (.id, .equals(part.description)), (.id, .among([part.description, "x"])),
            (.id, .like("%\(part.description.suffix(6))", ignoringCase: false)),
        ] {
            let search = RunSearch(experiments: [1, 2], lifecycle: .any, conditions: [.init(field, test)])
            #expect(try await self.all(search, in: project, metadata, limit: 9).map(\.run.id) == [part], "\(test)")
        }
    }

    @Test func `deleted runs are found when they are asked for`() async throws {
        let metadata = try Metadata()
        let (project, all) = try await fill(metadata)
        for (lifecycle, count) in [(Lifecycle.any, 60), (.deleted, all.filter(\.isDeleted).count)] {
            let search = RunSearch(experiments: [1, 2], lifecycle: lifecycle)
            #expect(try await self.all(search, in: project, metadata, limit: 50).count == count && count > 0)
        }
    }

    @Test(arguments: orders.prefix(6).indices) func `an order that an index has sorts only what is equal in it`(
        _ index: Int
    ) async throws {
        let metadata = try Metadata()
        let (project, _) = try await fill(metadata)
        let plans = try await metadata.read { transaction in
            let fields = RunSearchFields(keys: ["loss": try #require(try transaction.field("loss", in: project))])
            let search = RunSearch(experiments: [1], order: Self.orders[index])
            let list = RunSearchList(search: search, project: project, fields: fields, few: nil)
            return try list.parts.prefix(1).flatMap { part in
                let statement = try list.statement(part, limit: 10, offset: 0)
                return try String.fetchAll(
                    transaction.connection.database,
                    sql: "EXPLAIN QUERY PLAN \(statement.sql)",
                    arguments: statement.arguments,
                    adapter: RangeRowAdapter(3..<4)
                )
            }
        }
        #expect(
            plans.first?.contains("USING") == true && plans.first?.contains("INDEX runByExperiment") == true
                || plans.first?.contains("INDEX runMetricByExperimentLast") == true,
            "\(plans)"
        )
        #expect(!plans.contains("USE TEMP B-TREE FOR ORDER BY"), "\(plans)")
    }
}

extension TrackedRun {
    fileprivate var loss: Double? { run.metrics["loss"]?.last }
}

extension WriteTransaction {
    fileprivate func insertTrackedExperiment(_ name: String, in project: Identifier<Project>) throws {
        let id: Identifier<Experiment> = ids.next()
        try insertExperiment(id, in: project, name: Experiment.Name(name), description: "", tags: .none, at: .now)
        if name == "b" { try setArtifactLocation(of: id, to: "s3://b/") }
    }

    fileprivate func insertTrackedRun(_ number: Int, in project: Identifier<Project>) throws {
        let experiment = try #require(try experiment(named: Experiment.Name(number % 4 == 0 ? "b" : "a"), in: project))
        let id: Identifier<Run> = ids.next()
        try insertRun(
            NewRun(
                id: id,
                projectID: project,
                experimentID: experiment.id,
                name: "run \(number * 17 % 60 / 3)",
                startedAt: Timestamp(milliseconds: Int64(number / 2 * 1000)),
                parentID: nil,
                executionID: nil,
                versionID: nil,
                note: number % 6 == 0 ? "n" : "",
                inputs: [],
                createdBy: "ada"
            )
        )
        let place = try #require(try place(of: id))
        _ = try insertParameter("lr", ["0.1", "0.5", "1e1", "adam*"][number % 4], of: place)
        if number % 2 == 1 { try setTag("odd key", to: "yes \(number % 5)", of: place) }
        if number % 3 == 0 { try setUser(of: id, to: "grace") }
        if number % 5 == 1 { try setStatus(of: id, to: .finished, at: Timestamp(milliseconds: Int64(number % 7))) }
        if number % 11 == 0 { try markRun(id, deletedAt: .now) }
        if number % 9 == 0 {
            let context = number % 2 == 0 ? "train" : ""
            let dataset = TrackedDataset(name: "digits", digest: "d\(number)", sourceType: "local", source: "{}")
            try addDatasets([dataset, dataset], to: place)
            try addDatasets(
                [
                    TrackedDataset(
                        name: "digits",
                        digest: "d",
                        sourceType: "local",
                        source: "{}",
                        context: context
                    )
                ],
                to: place
            )
        }
        guard number % 5 != 0 else { return }
        let value = number % 7 == 0 ? Double.nan : Double(number * 13 % 9) - 4
        let key = try Run.Key("loss")
        try insertPoints([MetricPoint(key: key, step: 1, at: .now, value: value)], of: place)
    }
}

extension RunSearch {
    /// The rule in words: values, then what is no number, then runs without; then the newest, then by identifier.
    fileprivate func precedes(_ left: TrackedRun, _ right: TrackedRun) -> Bool {
        for sort in order {
            let (one, other) = (Place(sort.field, left), Place(sort.field, right))
            guard one != other else { continue }
            guard one.rank == other.rank else { return one.rank < other.rank }
            return sort.isDescending ? other.value < one.value : one.value < other.value
        }
        guard left.run.startedAt == right.run.startedAt else { return left.run.startedAt > right.run.startedAt }
        return left.run.id < right.run.id
    }

    /// Where a run stands by one field: first whether it has a number, one that is none, or nothing.
    private struct Place: Equatable {
        var rank = 0
        var value = ""

        init(_ field: Field, _ run: TrackedRun) {
            switch field {
            case .metric(let key):
                let value = run.run.metrics[key]?.last
                rank = value.map { $0.isNaN ? 1 : 0 } ?? 2
                // Texts of one width sort as the numbers do.
                self.value = rank == 0 ? String(Int((value ?? 0) + 5_000_000)) : ""
            case .parameter(let key): set(run.run.parameters[key])
            case .tag(let key): set(run.run.tags.values[key])
            case .started: value = Self.wide(run.run.startedAt.milliseconds)
            case .ended: set(run.run.endedAt.map { Self.wide($0.milliseconds) })
            case .name: value = run.run.name
            case .status: value = run.run.status.rawValue
            case .id: value = run.run.id.description
            case .user: value = run.user ?? run.run.createdBy
            case .note, .parent, .artifacts, .dataset: set(nil)
            }
        }

        private mutating func set(_ text: String?) {
            rank = text == nil ? 2 : 0
            value = text ?? ""
        }

        private static func wide(_ number: Int64) -> String { String(number + 1_000_000_000) }
    }
}

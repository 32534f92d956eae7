import GRDB
import RoostEntities
import Testing

@testable import RoostMetadataStore

/// Searches of models and versions against a plain filter and sort of all of them.
@Suite struct RegistrySearchTests {
    /// Twelve models with four versions each; some are deleted.
    private func fill(_ metadata: Metadata) async throws -> Identifier<Project> {
        try await metadata.write { transaction in
            let project = try transaction.insertSampleProject()
            for number in 0..<12 { try transaction.insertSampleModel(number, in: project) }
            return project
        }
    }

    private func models(_ search: ModelSearch, in project: Identifier<Project>, _ metadata: Metadata) async throws
        -> [TrackedModel]
    {
        var found: [TrackedModel] = []
        while true {
            let offset = found.count
            let page = try await metadata.read {
                try $0.trackedModels(search, excluded: nil, in: project, limit: 5, offset: offset)
            }
            found += page
            guard page.count == 5 else { return found }
        }
    }

    private func versions(
        _ search: VersionSearch,
        in project: Identifier<Project>,
        _ metadata: Metadata
    ) async throws -> [TrackedVersion] {
        var (found, hasMore) = ([TrackedVersion](), true)
        while hasMore {
            let offset = found.count
            let page = try await metadata.read {
                try $0.trackedVersions(search, excluded: nil, in: project, limit: 7, offset: offset)
            }
            (found, hasMore) = (found + page.versions, page.hasMore)
        }
        return found
    }

    static let orders: [[SearchSort<ModelSearch.Field>]] = [
        [], [.init(.name, descending: true)], [.init(.updated)], [.init(.created, descending: true), .init(.name)],
    ]

    @Test(arguments: orders.indices) func `pages of models together are the sorted list`(_ index: Int) async throws {
        let metadata = try Metadata()
        let project = try await fill(metadata)
        let found = try await models(ModelSearch(order: Self.orders[index]), in: project, metadata)
        let keys = found.map { [$0.model.updatedAt.milliseconds, $0.model.createdAt.milliseconds] }
        #expect(found.count == 11 && Set(found.map(\.model.id)).count == 11)
        switch index {
        case 0: #expect(found.map(\.model.name) == found.map(\.model.name).sorted())
        case 1: #expect(found.map(\.model.name) == found.map(\.model.name).sorted(by: >))
        case 2: #expect(keys.map { $0[0] } == keys.map { $0[0] }.sorted())
        default: #expect(keys.map { $0[1] } == keys.map { $0[1] }.sorted(by: >))
        }
    }

    typealias Rule = @Sendable (TrackedVersion) -> Bool

    static let conditions: [(VersionSearch.Field, SearchTest, Rule)] = [
        (.name, .equals("model 3"), { $0.version.model.text == "model 3" }),
        (.name, .among(["model 3", "model 4", "x"]), { ["model 3", "model 4"].contains($0.version.model.text) }),
        (.name, .like("model 1%", ignoringCase: false), { $0.version.model.text.hasPrefix("model 1") }),
        (.number, .number(.isGreater, 2), { $0.version.number.value > 2 }),
        (.run, .equals("run-2"), { $0.run?.text == "run-2" }),
        (.run, .differs("run-2"), { $0.run != nil && $0.run?.text != "run-2" }),
        (.source, .equals("s3://b/1"), { $0.source == "s3://b/1" }),
        (.source, .like("S3%", ignoringCase: true), { $0.source != nil }),
        (.tag("k"), .equals("1"), { $0.version.tags.values["k"] == "1" }),
        (.tag("k"), .differs("1"), { $0.version.tags.values["k"] != nil && $0.version.tags.values["k"] != "1" }),
        (.tag("k"), .missing, { $0.version.tags.values["k"] == nil }),
        (.tag("no"), .present, { _ in false }),
    ]

    @Test(arguments: conditions.indices) func `a condition leaves the versions it is true of`(_ index: Int)
        async throws
    {
        let (field, test, rule) = Self.conditions[index]
        let metadata = try Metadata()
        let project = try await fill(metadata)
        let all = try await versions(VersionSearch(), in: project, metadata)
        #expect(all.count == 11 * 3)
        for order in [[], [.init(.number)], [.init(.name, descending: true)]] as [[SearchSort<VersionSearch.Field>]] {
            let search = VersionSearch(conditions: [.init(field, test)], order: order)
            let found = try await versions(search, in: project, metadata)
            #expect(found.count == all.filter(rule).count && found.allSatisfy(rule), "\(order)")
        }
    }

    @Test func `versions come by the last change unless another order is asked for`() async throws {
        let metadata = try Metadata()
        let project = try await fill(metadata)
        let byChange = try await versions(VersionSearch(), in: project, metadata)
        #expect(byChange.map(\.version.updatedAt) == byChange.map(\.version.updatedAt).sorted(by: >))
        let byNumber = try await versions(VersionSearch(order: [.init(.number)]), in: project, metadata)
        #expect(byNumber.map(\.version.number) == byNumber.map(\.version.number).sorted())
        let names = byNumber.prefix(11).map(\.version.model)
        #expect(names == names.sorted())
    }

    static let walks: [(String, VersionSearch)] = [
        ("versionByUpdate", VersionSearch()), ("versionByUpdate", VersionSearch(order: [.init(.updated)])),
        ("versionByModelUpdate", VersionSearch(conditions: [.init(.name, .equals("m"))])),
    ]

    @Test(arguments: walks.indices) func `what was changed last is walked by its index`(_ number: Int) async throws {
        let (index, search) = Self.walks[number]
        let plans = try await Metadata().read { transaction in
            let list = VersionSearchList(search: search, excluded: nil, project: ids.next())
            let statement = try list.statement(few: nil, limit: 10, offset: 0)
            return try String.fetchAll(
                transaction.connection.database,
                sql: "EXPLAIN QUERY PLAN \(statement.sql)",
                arguments: statement.arguments,
                adapter: RangeRowAdapter(3..<4)
            )
        }
        #expect(plans.first?.contains("INDEX \(index) ") == true, "\(plans)")
        #expect(!plans.contains("USE TEMP B-TREE FOR ORDER BY"), "\(plans)")
    }

    @Test func `tags that change are found by what they are now`() async throws {
        let metadata = try Metadata()
        let project = try await fill(metadata)
        let search = VersionSearch(conditions: [.init(.tag("k"), .equals("new"))])
        let version = try #require(try await versions(VersionSearch(), in: project, metadata).first).version
        try await metadata.write { try $0.setTags(of: version.id, to: Tags(["k": "new"])) }
        #expect(try await versions(search, in: project, metadata).map(\.version.id) == [version.id])
        try await metadata.write { try $0.setTags(of: version.id, to: .none) }
        #expect(try await versions(search, in: project, metadata).isEmpty)
    }

    @Test func `the newest of each stage is found without looking at the others`() async throws {
        let metadata = try Metadata()
        let project = try await fill(metadata)
        let name = try Model.Name("model 3")
        try await metadata.write { transaction in
            let second = try #require(try transaction.trackedVersion(2, ofModelNamed: name, in: project))
            try transaction.setStage(of: second.version.id, to: .production, at: .now)
        }
        let latest = try await metadata.read { try $0.trackedModel(named: name, in: project)?.latest }
        #expect(latest?.map(\.stage) == [.none, .production])
        #expect(latest?.map(\.version.number.value) == [3, 2])
    }
}

extension WriteTransaction {
    /// The last version of each model is deleted, and every twelfth model.
    fileprivate func insertSampleModel(_ number: Int, in project: Identifier<Project>) throws {
        let id: Identifier<Model> = ids.next()
        let name = try Model.Name("model \(number)")
        let moment = Timestamp(milliseconds: Int64(1000 * (number * 7 % 12)))
        try insertModel(id, in: project, name: name, description: "", tags: .none, at: moment)
        for index in 0..<4 {
            let taken = try takeNumber(ofModelNamed: name, in: project, wanted: nil, at: moment)
            let version = try #require(taken).number
            let row: Identifier<Version> = ids.next()
            try insertTrackedVersion(
                NewTrackedVersion(
                    version: NewVersion(
                        id: row,
                        projectID: project,
                        modelID: id,
                        number: version,
                        description: "",
                        tags: index == 0 ? .none : Tags(["k": String(index)]),
                        task: nil,
                        type: nil,
                        labels: [],
                        configuration: .object([:]),
                        source: Version.Source(kind: .elsewhere, location: "s3://b/\(index)"),
                        createdBy: "ada",
                        createdAt: moment
                    ),
                    digest: nil,
                    files: [],
                    origin: "s3://b/\(index)",
                    run: index == 1 ? nil : TrackedRunID("run-\(index)"),
                    loggedModel: nil,
                    runLink: nil,
                    user: nil,
                    updatedAt: Timestamp(milliseconds: moment.milliseconds + Int64(index * 5000))
                )
            ) { ids.next() }
            if index == 3 { try markVersion(row, deletedAt: .now, at: .now) }
        }
        if number == 11 { try markModel(id, deletedAt: .now, at: .now) }
    }
}

import RoostEntities
import RoostOperations
import Testing

@Suite struct ComparisonTests {
    private let good: [String: Float] = ["a.png": 0.9, "b.png": 0.8, "c.png": 0.7, "d.png": 0.1]
    private let bad: [String: Float] = ["a.png": 0.9, "b.png": 0.4, "c.png": 0.3, "d.png": 0.1]

    private func compare(_ registry: Registry, across: Bool = false, metric: String = "accuracy") async throws
        -> VersionComparison
    {
        let request = ComparisonRequest(
            [try Reference("m"), try Reference("mine")],
            on: try Dataset.Name("shapes"),
            metric: metric,
            acrossSnapshots: across
        )
        return try await registry.operations.compareVersions(request, in: registry.project, as: registry.admin)
    }

    @Test func `versions stand side by side with what makes them different`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        try await registry.trainToTheEnd()
        try await registry.evaluateToTheEnd("m", cats: bad)
        try await registry.evaluateToTheEnd("mine", cats: good)
        let found = try await compare(registry)
        #expect(found.comparison.count == 4 && found.contestants.map(\.version.text) == ["m:1", "mine:1"])
        #expect(found.comparison.versions.map { $0.metrics["accuracy"]?.value } == [0.25, 0.75])
        #expect(found.comparison.pairs.map(\.fixed) == [2] && found.comparison.pairs.map(\.broken) == [0])
        let difference = try #require(found.differences.first { $0.name == "l2" })
        #expect(difference.kind == .setting && difference.values == [.null, .number(0.5)])
        #expect(found.differences.contains { $0.name == "parent" } && !found.acrossSnapshots)
    }

    @Test func `a loss is compared item by item`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        try await registry.trainToTheEnd()
        try await registry.evaluateToTheEnd("m", cats: bad)
        let evaluation = try await registry.evaluateToTheEnd("mine", cats: good)
        let found = try await compare(registry, metric: "log_loss")
        let value = try #require(found.comparison.versions[1].metrics["log_loss"]?.value)
        #expect(abs(value - (evaluation.report?.classification?.logLoss ?? 0)) < 1e-9)
    }

    @Test func `a missing evaluation is told with the command that makes it`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        try await registry.trainToTheEnd()
        try await registry.evaluateToTheEnd("m", cats: bad)
        let error = await #expect(throws: RoostError.self) { _ = try await compare(registry) }
        #expect(error?.message.contains("roost evaluate mine:1 --dataset shapes --subset test") == true)
    }

    @Test func `different snapshots are refused unless that is allowed, and then it is said`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        try await registry.trainToTheEnd()
        try await registry.evaluateToTheEnd("m", cats: bad)
        let digest = try await registry.image(77, 9)
        let path = try Artifact.Path("e.png")
        let draft = Item.Draft(path: path, digest: digest, subset: .test, annotations: [.init(label: "cat")])
        let (name, project) = (try Dataset.Name("shapes"), registry.project)
        _ = try await registry.operations.addItems([draft], to: name, in: project, as: registry.admin)
        try await registry.evaluateToTheEnd("mine", cats: good.merging(["e.png": 0.9]) { first, _ in first })
        let error = await #expect(throws: RoostError.self) { _ = try await compare(registry) }
        #expect(error?.message.contains("--across-snapshots") == true)
        let found = try await compare(registry, across: true)
        #expect(found.acrossSnapshots && found.comparison.count == 4 && found.warnings.count == 1)
    }

    @Test func `a leaderboard has the latest evaluation of each version, the best first`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        try await registry.trainToTheEnd()
        try await registry.evaluateToTheEnd("m", cats: good)
        try await registry.evaluateToTheEnd("m", cats: bad)
        try await registry.evaluateToTheEnd("mine", cats: good)
        let entries = try await registry.leaderboard("accuracy")
        #expect(entries.map(\.version.text) == ["mine:1", "m:1"] && entries.map(\.value) == [0.75, 0.25])
        #expect(try await registry.leaderboard("log_loss").map(\.version.text) == ["mine:1", "m:1"])
        #expect(await code { _ = try await registry.leaderboard("speed") } == .notFound)
        let changes = Changes(archived: true)
        let mine = try Reference("mine")
        _ = try await registry.operations.updateVersion(mine, changes, in: registry.project, as: registry.admin)
        #expect(try await registry.leaderboard("accuracy").map(\.version.text) == ["m:1"])
    }
}

extension Registry {
    /// All entries, fetched one a page.
    fileprivate func leaderboard(_ metric: String) async throws -> [LeaderboardEntry] {
        var entries: [LeaderboardEntry] = []
        var page: PageRequest? = try PageRequest(limit: 1)
        while let request = page {
            let found = try await operations.leaderboard(
                of: Dataset.Name("shapes"),
                by: metric,
                page: request,
                in: project,
                as: admin
            )
            entries += found.items
            page = try found.next.map { try PageRequest(limit: 1, after: $0) }
        }
        return entries
    }
}

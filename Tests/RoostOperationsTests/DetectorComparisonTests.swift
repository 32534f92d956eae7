import RoostEntities
import RoostOperations
import Testing

@Suite struct DetectorComparisonTests {
    @Test func `two detectors are compared object by object, by their main number`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        try await registry.push("m", files: ["b.txt"])
        try await registry.detectToTheEnd("m:1")
        try await registry.detectToTheEnd("m:2", scenes: Registry.otherScenes)
        let compared = try await registry.compare()
        let pair = try #require(compared.comparison.pairs.first)
        #expect(compared.comparison.metric == "ap" && compared.comparison.count == 4)
        #expect((pair.fixed, pair.broken, pair.stillWrong, pair.bothRight) == (1, 1, 1, 0))
        let values = compared.comparison.versions.map { $0.metrics["ap"]?.value }
        #expect(values == compared.contestants.map { $0.metrics["ap"] })
    }

    @Test func `a detector and a classifier are not compared`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        try await registry.push("m", files: ["b.txt"])
        try await registry.detectToTheEnd("m:1")
        try await registry.evaluateToTheEnd("m:2", cats: ["a.png": 1, "b.png": 1, "c.png": 1, "d.png": 1])
        #expect(await code { _ = try await registry.compare() } == .failedPrecondition)
    }

    @Test func `a metric that has no test is refused`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        try await registry.push("m", files: ["b.txt"])
        try await registry.detectToTheEnd("m:1")
        try await registry.detectToTheEnd("m:2", scenes: Registry.otherScenes)
        #expect(await code { _ = try await registry.compare(metric: "accuracy") } == .invalidArgument)
        #expect(try await registry.compare(metric: #"ap("cat")"#).comparison.metric == #"ap("cat")"#)
    }

    @Test func `an alias moves when every kind of number holds`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        try await registry.detectToTheEnd()
        let alias = try Alias("champion")
        let draft = PromotionDraft(
            version: try Reference("m:1"),
            alias: alias,
            gates: try ["ap >= 0", #"ap_50("cat") > 0.3"#, "precision < 0.5", "cost_missed >= 0"]
                .map { try Gate($0, alias: alias) },
            dataset: nil,
            snapshot: nil,
            part: nil
        )
        let promotion = try await registry.operations.promote(draft, in: registry.project, as: registry.admin)
        #expect(promotion.promoted, "\(promotion.words)")
    }
}

extension Registry {
    fileprivate func compare(metric: String? = nil) async throws -> VersionComparison {
        let versions = [try Reference("m:1"), try Reference("m:2")]
        let request = ComparisonRequest(versions, on: try Dataset.Name("shapes"), metric: metric, resamples: 1_000)
        return try await operations.compareVersions(request, in: project, as: admin)
    }
}

import RoostEntities
import RoostOperations
import Testing

@Suite struct PromotionTests {
    private let good: [String: Float] = ["a.png": 0.9, "b.png": 0.8, "c.png": 0.7, "d.png": 0.1]
    private let bad: [String: Float] = ["a.png": 0.9, "b.png": 0.4, "c.png": 0.3, "d.png": 0.1]

    private func promote(_ registry: Registry, _ reference: String, _ gates: [String]) async throws -> Promotion {
        let alias = try Alias("champion")
        let draft = PromotionDraft(
            version: try Reference(reference),
            alias: alias,
            gates: try gates.map { try Gate($0, alias: alias) },
            dataset: nil,
            snapshot: nil,
            part: nil
        )
        return try await registry.operations.promote(draft, in: registry.project, as: registry.admin)
    }

    /// `mine:1` and `mine:2`, evaluated.
    private func prepare(_ first: [String: Float], _ second: [String: Float]) async throws -> Registry {
        let registry = try await Registry()
        try await registry.prepare()
        try await registry.trainToTheEnd(file: "one")
        try await registry.trainToTheEnd(file: "two")
        try await registry.evaluateToTheEnd("mine:1", cats: first)
        try await registry.evaluateToTheEnd("mine:2", cats: second)
        return registry
    }

    @Test func `a better version becomes the champion, and the log has the numbers`() async throws {
        let registry = try await prepare(bad, good)
        let gate = "accuracy >= champion - 0.005"
        #expect(try await promote(registry, "mine:1", [gate]).promoted)
        let moved = try await promote(registry, "mine:2", [gate])
        #expect(moved.promoted && moved.incumbent?.text == "mine:1")
        #expect(moved.candidateMetrics["accuracy"] == 0.75 && moved.incumbentMetrics?["accuracy"] == 0.25)
        #expect(try await registry.version("mine@champion").number.value == 2)
        let entries = try await registry.audit("alias.promote")
        #expect(entries.count == 2 && entries[0].detail.contains("0.75"))
    }

    @Test func `a worse version is refused with the reason, and the alias stays`() async throws {
        let registry = try await prepare(good, bad)
        #expect(try await promote(registry, "mine:1", []).promoted)
        let refused = try await promote(registry, "mine:2", ["accuracy >= champion - 0.005", #"recall("cat") > 0"#])
        #expect(!refused.promoted && refused.decisions.map(\.holds) == [false, true])
        #expect(try await registry.version("mine@champion").number.value == 1)
        let entry = try #require(try await registry.audit("alias.refuse").first)
        #expect(entry.detail == refused.words && entry.subject.hasSuffix("mine@champion"))
    }

    @Test func `an incumbent that was not evaluated on the same items decides nothing`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        try await registry.trainToTheEnd(file: "one")
        try await registry.trainToTheEnd(file: "two")
        _ = try await promote(registry, "mine:1", [])
        try await registry.evaluateToTheEnd("mine:2", cats: good)
        let missing = await code { _ = try await promote(registry, "mine:2", ["accuracy >= champion"]) }
        #expect(missing == .notFound)
        #expect(try await registry.version("mine@champion").number.value == 1)
    }

    @Test func `a version that is not whole is not promoted`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        _ = try await registry.train()
        #expect(await code { _ = try await promote(registry, "mine", []) } == .failedPrecondition)
    }

    @Test func `pruning keeps what is new, named or needed`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        for file in ["1", "2", "3"] { try await registry.trainToTheEnd(file: file) }
        try await registry.trainToTheEnd("mine:2", file: "4")
        try await registry.trainToTheEnd(file: "5")
        _ = try await promote(registry, "mine:4", [])
        let dry = try await prune(registry, .delete, dryRun: true)
        #expect(dry.versions.map(\.kept) == [true, true, false, true, false])
        #expect(try await registry.version("mine:1").deletedAt == nil)
        #expect(dry.versions[3].reason.contains("mine:4"))
        let done = try await prune(registry, .delete, dryRun: false)
        #expect(done.versions == dry.versions)
        for gone in ["mine:1", "mine:3"] { #expect(await code { _ = try await registry.version(gone) } == .notFound) }
    }

    @Test func `pruning into the archive hides and deletes nothing, and a failed version goes first`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        try await registry.trainToTheEnd()
        let failed = try await registry.train()
        _ = try await registry.operations.cancelExecution(failed.id, in: registry.project, as: registry.admin)
        let report = try await prune(registry, .archive, dryRun: false)
        #expect(report.versions.map(\.kept) == [false, true])
        #expect(try await registry.version("mine:2").archivedAt != nil)
    }

    private func prune(_ registry: Registry, _ action: PruneReport.Action, dryRun: Bool) async throws -> PruneReport {
        try await registry.operations.pruneVersions(
            of: Model.Name("mine"),
            keepLast: 1,
            action,
            dryRun: dryRun,
            in: registry.project,
            as: registry.admin
        )
    }
}

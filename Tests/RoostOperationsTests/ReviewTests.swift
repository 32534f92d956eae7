import RoostEntities
import RoostOperations
import Testing

@Suite struct ReviewTests {
    private let before: [String: Float] = ["a.png": 0.9, "b.png": 0.4, "c.png": 0.3, "d.png": 0.1]
    private let after: [String: Float] = ["a.png": 0.2, "b.png": 0.8, "c.png": 0.25, "d.png": 0.6]

    @Test func `mistakes come with the most confident first, page by page`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let evaluation = try await registry.evaluateToTheEnd(cats: before)
        var paths: [String] = []
        var page: PageRequest? = try PageRequest(limit: 2)
        while let request = page {
            let found = try await registry.review(evaluation, ReviewFilter(), page: request)
            paths += found.items.map(\.outcome.path.text)
            page = try found.next.map { try PageRequest(limit: 2, after: $0) }
        }
        #expect(paths == ["d.png", "c.png", "b.png"])
    }

    @Test(arguments: [
        (ReviewFilter(.falsePositive, label: "dog"), 3), (ReviewFilter(.falsePositive, label: "cat"), 0),
        (ReviewFilter(.falseNegative, label: "cat"), 3), (ReviewFilter(.failed), 0),
        (ReviewFilter(confusion: .init(truth: "cat", predicted: "dog")), 3),
        (ReviewFilter(confusion: .init(truth: "dog", predicted: "cat")), 0),
    ]) func `a filter shows what it names`(_ filter: ReviewFilter, _ count: Int) async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let evaluation = try await registry.evaluateToTheEnd(cats: before)
        let items = try await registry.review(evaluation, filter).items
        #expect(items.count == count)
        #expect(items.allSatisfy { $0.outcome.truth == "cat" && $0.outcome.predicted == "dog" })
    }

    @Test func `an item comes with the content of its image`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let evaluation = try await registry.evaluateToTheEnd(cats: before)
        let first = try #require(try await registry.review(evaluation, ReviewFilter()).items.first)
        #expect(first.digest == (try await registry.image(4, 9)))
    }

    @Test func `two versions side by side show what was fixed and what was broken`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let old = try await registry.evaluateToTheEnd(cats: before)
        let new = try await registry.evaluateToTheEnd(cats: after)
        var found: [ChangedItem.Change: [String]] = [:]
        for change in ChangedItem.Change.allCases {
            let page = try await registry.operations.changes(
                in: new.id,
                against: old.id,
                change,
                label: "cat",
                in: registry.project,
                as: registry.admin
            )
            found[change] = page.items.map(\.after.path.text)
            #expect(page.items.allSatisfy { $0.change == change && $0.before.itemID == $0.after.itemID })
        }
        #expect(found == [.fixed: ["d.png", "b.png"], .broken: ["a.png"], .stillWrong: ["c.png"]])
    }

    @Test func `changes are counted by label`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let old = try await registry.evaluateToTheEnd(cats: before)
        let new = try await registry.evaluateToTheEnd(cats: after)
        let (project, admin) = (registry.project, registry.admin)
        let counts = try await registry.operations.changeCounts(in: new.id, against: old.id, in: project, as: admin)
        #expect((counts.fixed, counts.broken, counts.stillWrong, counts.stillRight) == (2, 1, 1, 0))
        #expect(counts.classes.map(\.label) == ["cat"])
        let mistakes = try await registry.operations.reviewCounts(of: old.id, in: project, as: admin)
        #expect(mistakes.incorrect == 3 && mistakes.classes.map(\.falseNegatives) == [3, 0])
        #expect(mistakes.classes.map(\.falsePositives) == [0, 3])
    }

    @Test func `an evaluation that is not finished cannot be reviewed`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.evaluate()
        let id = try #require(made.result?.evaluationID)
        let refused = await code {
            _ = try await registry.operations.reviewCounts(of: id, in: registry.project, as: registry.admin)
        }
        #expect(refused == .failedPrecondition)
    }
}

extension Registry {
    fileprivate func review(
        _ evaluation: Evaluation,
        _ filter: ReviewFilter,
        page: PageRequest = .first
    ) async throws -> Page<ReviewedItem> {
        try await operations.review(evaluation.id, filter, page: page, in: project, as: admin)
    }
}

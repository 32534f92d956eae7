import RoostEntities
import RoostOperations
import Testing

@Suite struct ObjectReviewTests {
    @Test(arguments: [
        (ObjectFilter(), ["background", "classification", "mistaken", "missed"]),
        (ObjectFilter(.falsePositive), ["background", "classification"]),
        (ObjectFilter(.falseNegative), ["mistaken", "missed"]),
        (ObjectFilter(.missed), ["missed"]), (ObjectFilter(.duplicate), []),
        (ObjectFilter(.truePositive), ["true-positive"]),
        (ObjectFilter(.any, label: "cat"), ["background", "classification"]),
        (ObjectFilter(.any, label: "dog"), ["mistaken", "missed"]),
        (ObjectFilter(.falsePositive, label: "cat"), ["background", "classification"]),
        (ObjectFilter(.mistaken, label: "dog"), ["mistaken"]),
        (ObjectFilter(confusion: .init(truth: "dog", predicted: "cat")), ["classification"]),
    ]) func `a filter shows what it names`(_ filter: ObjectFilter, _ kinds: [String]) async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let evaluation = try await registry.detectToTheEnd()
        let found = try await registry.objects(evaluation, filter)
        #expect(found.map(\.outcome.kind.rawValue).sorted() == kinds.sorted())
    }

    @Test func `the surest mistakes come first, page by page, with their images and shapes`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let evaluation = try await registry.detectToTheEnd()
        var objects: [ReviewedObject] = []
        var page: PageRequest? = try PageRequest(limit: 1)
        while let request = page {
            let found = try await registry.operations.reviewObjects(
                evaluation.id,
                ObjectFilter(),
                page: request,
                in: registry.project,
                as: registry.admin
            )
            objects += found.items
            page = try found.next.map { try PageRequest(limit: 1, after: $0) }
        }
        #expect(objects.map(\.outcome.path.text) == ["b.png", "c.png", "c.png", "a.png"])
        #expect(objects[0].digest == (try await registry.image(2, 9)))
        #expect(objects[3].outcome.truthGeometry == .box(.init(x: 50, y: 0, width: 10, height: 10)))
    }

    @Test func `mistakes are counted by class and by kind, and the worst items come first`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let evaluation = try await registry.detectToTheEnd()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let counts = try await operations.reviewCounts(of: evaluation.id, in: project, as: admin)
        let cats = try #require(counts.objects?.first)
        #expect((cats.truePositives, cats.falsePositives, cats.falseNegatives) == (1, 2, 0))
        #expect(cats.errors[.background] == 1 && counts.incorrect == 3)
        let worst = try await operations.review(evaluation.id, ReviewFilter(), in: project, as: admin).items
        #expect(worst.map(\.outcome.path.text) == ["c.png", "b.png", "a.png"])
        #expect(worst[2].outcome.quality.map { abs($0 - 2.0 / 3) < 1e-12 } == true)
    }

    @Test func `two versions side by side show which objects were found and lost`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let old = try await registry.detectToTheEnd()
        let new = try await registry.detectToTheEnd(scenes: Registry.otherScenes)
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        var found: [ChangedItem.Change: [String]] = [:]
        for change in ChangedItem.Change.allCases {
            let page = try await operations.objectChanges(
                in: new.id,
                against: old.id,
                change,
                label: nil,
                in: project,
                as: admin
            )
            found[change] = page.items.map { "\($0.after.path) \($0.before.kind.rawValue) \($0.after.kind.rawValue)" }
        }
        let broken = ["a.png true-positive missed"]
        #expect(found[.fixed] == ["a.png missed true-positive"] && found[.broken] == broken)
        #expect(found[.stillWrong] == ["c.png mistaken missed"])
        let counts = try await operations.changeCounts(in: new.id, against: old.id, in: project, as: admin)
        #expect((counts.fixed, counts.broken, counts.stillWrong, counts.stillRight) == (1, 1, 1, 0))
    }

    @Test func `a classifier has no objects, and is not held against a detector`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let cats: [String: Float] = ["a.png": 0.9, "b.png": 0.4, "c.png": 0.3, "d.png": 0.1]
        let classifier = try await registry.evaluateToTheEnd(cats: cats)
        let detector = try await registry.detectToTheEnd()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let objects = await code { _ = try await registry.objects(classifier, ObjectFilter()) }
        let mixed = await code {
            _ = try await operations.changeCounts(in: classifier.id, against: detector.id, in: project, as: admin)
        }
        #expect(objects == .failedPrecondition && mixed == .failedPrecondition)
    }
}

extension Registry {
    fileprivate func objects(_ evaluation: Evaluation, _ filter: ObjectFilter) async throws -> [ReviewedObject] {
        try await operations.reviewObjects(evaluation.id, filter, in: project, as: admin).items
    }
}

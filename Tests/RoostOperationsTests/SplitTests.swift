import RoostEntities
import RoostMetadataStore
import Testing

@testable import RoostOperations

@Suite struct SplitTests {
    /// From Python: `sorted(paths, key=lambda p: (sha256(f"7/{p}".encode()).digest()[:8], p.encode()))`.
    @Test func `the same seed divides the same paths the same way, on any machine`() async throws {
        let registry = try await Registry.numbered(10)
        let shares = try Split.Shares(train: 5, validation: 3, test: 2)
        let dataset = try await registry.split(.shares(shares, seed: 7, stratified: false))
        #expect(dataset.subsets == ["train": 5, "validation": 3, "test": 2])
        #expect(try await registry.numbers(in: .train) == [0, 1, 4, 5, 6])
        #expect(try await registry.numbers(in: .validation) == [2, 8, 9])
        #expect(try await registry.numbers(in: .test) == [3, 7])
    }

    @Test func `counts are exact, and another seed divides otherwise`() async throws {
        let registry = try await Registry.numbered(97)
        let shares = try Split.Shares(train: 80, validation: 10, test: 10)
        let first = try await registry.split(.shares(shares, seed: 1, stratified: false))
        #expect(first.subsets == ["train": 77, "validation": 10, "test": 10])
        let test = try await registry.numbers(in: .test)
        _ = try await registry.split(.shares(shares, seed: 2, stratified: false))
        #expect(try await registry.numbers(in: .test) != test)
        _ = try await registry.split(.shares(shares, seed: 1, stratified: false))
        #expect(try await registry.numbers(in: .test) == test)
    }

    @Test func `a stratified split gives each label its part`() async throws {
        let registry = try await Registry.numbered(100)
        let shares = try Split.Shares(train: 60, validation: 20, test: 20)
        let dataset = try await registry.split(.shares(shares, seed: 3, stratified: true))
        #expect(dataset.subsets == ["train": 60, "validation": 20, "test": 20])
        for subset in Subset.allCases {
            let numbers = try await registry.numbers(in: subset)
            let ofFirst = numbers.count { $0 % 4 == 0 }
            #expect(ofFirst == numbers.count / 4)
        }
    }

    @Test func `only what the filter means moves`() async throws {
        let registry = try await Registry.numbered(20)
        let filter = try Filter("width > 10")
        _ = try await registry.split(.move(to: .test), filter: filter)
        #expect(try await registry.numbers(in: .test) == Array(10..<20))
        let shares = try Split.Shares(train: 1, validation: 1)
        let dataset = try await registry.split(
            .shares(shares, seed: 0, stratified: false),
            filter: Filter("not subset")
        )
        #expect(dataset.subsets == ["train": 5, "validation": 5, "test": 10])
        _ = try await registry.split(.move(to: nil), filter: Filter("subset = test and width <= 15"))
        #expect(try await registry.shapes.subsets == ["train": 5, "validation": 5, "test": 5, "": 5])
    }

    @Test func `folders say where their items go`() async throws {
        let registry = try await Registry()
        try await registry.dataset("shapes", items: ["train/a.png", "val/b.png", "other/c.png", "train.png"])
        let dataset = try await registry.split(.folder)
        #expect(dataset.subsets == ["train": 1, "validation": 1, "test": 2])
    }

    @Test func `a split that was cut off is taken up where it was, before a snapshot is taken`() async throws {
        let registry = try await Registry.numbered(30)
        let shares = try Split.Shares(train: 80, validation: 10, test: 10)
        let whole = try await registry.split(.shares(shares, seed: 5, stratified: true))
        let test = try await registry.numbers(in: .test)
        _ = try await registry.split(.move(to: nil))
        try await registry.metadata.write { transaction in
            let split = Split(.shares(shares, seed: 5, stratified: true))
            let lots = try transaction.lots(shares, seed: 5, isStratified: true, of: whole.id, filter: nil)
            try transaction.beginSplit(split, lots: lots, of: whole.id)
            try transaction.beginRevision(of: whole.id, at: registry.clock.now)
            #expect(try transaction.continueSplit(of: whole.id, limit: 7, at: registry.clock.now))
        }
        #expect(try await registry.shapes.subsets[""] == 23)
        #expect(try await registry.snapshot("shapes").subsets == whole.subsets)
        #expect(try await registry.numbers(in: .test) == test)
        let doctor = try await registry.operations.doctor(repair: false, deep: false, as: registry.admin)
        #expect(doctor.checks.filter { !$0.ok }.isEmpty)
    }
}

extension Registry {
    /// Items `0.png` and on, each with a width of one more than its number, a quarter of them labelled "first".
    static func numbered(_ count: Int) async throws -> Registry {
        let registry = try await Registry()
        _ = try await registry.operations.createDataset(.shapes, in: registry.project, as: registry.admin)
        var drafts: [Item.Draft] = []
        for number in 0..<count {
            drafts.append(
                Item.Draft(
                    path: try Artifact.Path("\(number).png"),
                    digest: try await registry.image(UInt8(number + 1), 1),
                    annotations: [Annotation.Draft(label: number % 4 == 0 ? "first" : "other")]
                )
            )
        }
        _ = try await registry.operations.addItems(drafts, to: .shapes, in: registry.project, as: registry.admin)
        return registry
    }

    func split(_ rule: Split.Rule, filter: Filter? = nil) async throws -> Dataset {
        try await operations.split(.shapes, Split(rule, filter: filter), in: project, as: admin)
    }

    func numbers(in subset: Subset) async throws -> [Int] {
        let page = try await operations.items(
            of: .shapes,
            subset: subset,
            page: PageRequest(limit: 1000),
            in: project,
            as: admin
        )
        return page.items.map { $0.width - 1 }
    }
}

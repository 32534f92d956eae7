import RoostEntities
import Testing

@testable import RoostMetadataStore

/// Points of writes that share a transaction, whose metrics are summed up once for all of them.
@Suite struct MetricLedgerTests {
    private struct Refusal: Error {}

    private let metadata: Metadata
    private let run: Identifier<Run>

    init() async throws {
        let metadata = try Metadata()
        run = try await metadata.write { transaction in
            let project = try transaction.insertSampleProject()
            try transaction.insertSampleExperiment("a", in: project)
            return try transaction.insertSampleRun(0, in: Experiment.Name("a"), of: project)
        }
        self.metadata = metadata
    }

    /// Of `a` and `b` at a step.
    private func points(_ step: Int64, _ value: Double) throws -> [MetricPoint] {
        try ["a", "b"].map {
            MetricPoint(key: try Run.Key($0), step: step, at: Timestamp(milliseconds: 1), value: value)
        }
    }

    private func metrics() async throws -> [String: MetricSummary] {
        try await metadata.read { [run] in try $0.run(run)?.metrics ?? [:] }
    }

    /// What the points that are there come to, without anything that was noted beside them.
    private func recounted() async throws -> [String: MetricSummary] {
        try await metadata.write { [run] in try $0.recount(run) }
        return try await metrics()
    }

    @Test func `a row is written once for all writes of a transaction`() async throws {
        let batches = try [(2, 5.0), (1, 7), (2, 6), (2, 5), (3, .nan), (3, .infinity)].map(points)
        let counts = try await metadata.write { [run] transaction in
            let ledger = MetricLedger(fields: FieldKeys())
            let shared = WriteTransaction(connection: transaction.connection, ledger: ledger, settlesLater: true)
            let place = try #require(try shared.place(of: run))
            for batch in batches { try shared.insertPoints(batch, of: place) }
            let before = try shared.run(run)?.metrics["a"]?.count
            try ledger.settle(shared.connection)
            return [before, try shared.run(run)?.metrics["a"]?.count]
        }
        #expect(counts == [1, 5])
        let expected = MetricSummary(
            last: .infinity,
            step: 3,
            at: Timestamp(milliseconds: 1),
            min: 5,
            max: .infinity,
            count: 5
        )
        #expect(try await metrics() == ["a": expected, "b": expected])
        #expect(try await recounted() == ["a": expected, "b": expected])
    }

    @Test func `a write that fails takes its points back and nobody else's`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for step in 0..<90 {
                let points = try points(Int64(step), Double(step))
                group.addTask { [metadata, run] in
                    try? await metadata.writePoints { transaction in
                        try transaction.insertPoints(points, of: #require(try transaction.place(of: run)))
                        if step % 3 == 2 { throw Refusal() }
                    }
                }
            }
            try await group.waitForAll()
        }
        let found = try await metrics()
        #expect(found["a"]?.count == 60 && found["a"]?.last == 88 && found["b"] == found["a"])
        #expect(try await recounted() == found)
    }

    @Test func `a write that reads finds what the points before it come to`() async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for step in 0..<90 {
                let points = try points(Int64(step), Double(step))
                group.addTask { [metadata, run] in
                    guard step % 3 == 0 else {
                        try await metadata.writePoints {
                            _ = try $0.insertPoints(points, of: #require(try $0.place(of: run)))
                        }
                        return true
                    }
                    return try await metadata.write { transaction in
                        try transaction.insertPoints(points, of: #require(try transaction.place(of: run)))
                        return try transaction.miscountedRuns().isEmpty
                    }
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
        #expect(try await metrics()["a"]?.count == 90)
    }

    @Test func `what a write looked up that was undone is looked up again`() async throws {
        let points = try points(1, 1)
        try await metadata.write {
            _ = try $0.connection.execute(
                "CREATE TABLE late (id INTEGER REFERENCES late (id) DEFERRABLE INITIALLY DEFERRED) STRICT"
            )
        }
        // The first is undone by itself, the second by the commit, which alone checks a deferred rule.
        for sql in ["SELECT 1 FROM nothing", "INSERT INTO late VALUES (7)"] {
            await #expect(throws: RoostError.self) {
                try await metadata.writePoints { [run] transaction in
                    try transaction.insertPoints(points, of: #require(try transaction.place(of: run)))
                    try transaction.connection.execute(sql)
                }
            }
            #expect(try await metrics().isEmpty)
        }
        try await metadata.writePoints { [run] in _ = try $0.insertPoints(points, of: #require(try $0.place(of: run))) }
        #expect(try await metrics()["b"]?.count == 1)
    }

    @Test func `names are told apart by their bytes`() async throws {
        for name in ["\u{E9}", "e\u{301}", "\u{E9}"] {
            let point = MetricPoint(key: try Run.Key(name), value: 1)
            try await metadata.writePoints { [run] in
                _ = try $0.insertPoints([point], of: #require(try $0.place(of: run)))
            }
        }
        let count = try await metadata.read { [run] in try $0.metricCount(of: #require(try $0.place(of: run))) }
        #expect(count == 2)
    }
}

import Foundation
import RoostClient
import RoostTestSupport
import Testing

/// A script's own runs, over a real socket.
struct RunTests {
    @Test func `a run ends as what it is about does`() async throws {
        try await withServer { roost, _ in
            let draft = Run.Draft(experiment: try Experiment.Name("by hand"))
            let finished = try await roost.withRun(draft) { $0.run }
            let failed = await Self.run(draft, on: roost) { throw RoostError(.corrupted, "no") }
            let killed = await Self.run(draft, on: roost) { throw CancellationError() }
            let runs = try await roost.runs().items
            let statuses = Dictionary(uniqueKeysWithValues: runs.map { ($0.id, $0.status) })
            #expect(statuses == [finished: .finished, try #require(failed): .failed, try #require(killed): .killed])
        }
    }

    /// The run that ended by what `end` throws.
    private static func run(
        _ draft: Run.Draft,
        on roost: Roost,
        end: @escaping @Sendable () throws -> Void
    ) async -> Identifier<Run>? {
        let (ids, id) = AsyncStream.makeStream(of: Identifier<Run>.self)
        await #expect(throws: (any Error).self) {
            try await roost.withRun(draft) { run in
                id.yield(run.run)
                try end()
            }
        }
        return await ids.first { _ in true }
    }

    @Test func `every point arrives, at its step, however many come at once`() async throws {
        try await withServer { roost, _ in
            let draft = Run.Draft(experiment: try Experiment.Name("by hand"))
            let id = try await roost.withRun(draft) { run in
                try await run.log(parameters: ["lr": "0.1"])
                for step in 0..<2500 { try await run.log("loss", Double(step)) }
                try await run.log("system/cpu", .nan, step: 7)
                return run.run
            }
            let run = try await roost.run(id)
            #expect(run.metrics["loss"]?.count == 2500 && run.metrics["loss"]?.last == 2499)
            #expect(run.parameters == ["lr": "0.1"])
            var steps: [Int64] = []
            for try await point in roost.allMetricHistory(of: id, try Run.Key("loss")) { steps.append(point.step) }
            #expect(steps == Array(0..<2500))
            let odd = try await roost.metricHistory(of: id, Run.Key("system/cpu")).items
            #expect(odd.map(\.step) == [7] && odd[0].value.isNaN)
        }
    }

    @Test func `a file kept with a run comes back as it was`() async throws {
        try await withServer { roost, folder in
            let run = try await roost.createRun(Run.Draft(experiment: try Experiment.Name("by hand")))
            let file = try folder.write("a plot.svg", "<svg/>")
            try await roost.putArtifact(file, at: Artifact.Path("plots/a plot.svg"), of: run.id)
            let kept = try #require(try await roost.artifacts(of: run.id).items.first)
            let copy = folder.appending(path: "copy.svg")
            try await roost.download(kept, of: run.id, to: copy)
            #expect(try String(contentsOf: copy, encoding: .utf8) == "<svg/>")
            try await roost.deleteArtifact(kept.path, of: run.id)
            #expect(try await roost.artifacts(of: run.id).items.isEmpty)
        }
    }

    @Test func `a broken connection loses no point`() async throws {
        let store = FlakyStore(cuts: [0, 0])
        try await FlakyServer(store: store).run { roost in
            let logger = RunLogger(try Identifier("0123456789abcdef01234567"), on: roost)
            for _ in 0..<1500 { try await logger.log("loss", 1) }
            try await logger.flush()
        }
        let requests = await store.requests
        // Twice nobody answered, so twice the first points came again.
        #expect(Set(requests.prefix(3)).count == 1)
        // How many go together depends on the time it takes; that each comes once and in order does not.
        let spans = requests.dropFirst(2).map { $0.dropFirst(4).split(separator: "-").compactMap { Int($0) } }
        #expect(spans.flatMap { Array($0[0]...$0[1]) } == Array(0..<1500))
    }

    @Test func `points that were refused are told of, and sent with the next`() async throws {
        let store = FlakyStore(cuts: Array(repeating: 0, count: 5))
        try await FlakyServer(store: store).run { roost in
            let logger = RunLogger(try Identifier("0123456789abcdef01234567"), on: roost, interval: .seconds(3600))
            try await logger.log("loss", 1)
            await #expect(throws: RoostError.self) { try await logger.flush() }
            try await logger.log("loss", 2)
            try await logger.flush()
        }
        #expect(await store.requests.last == "LOG 0-1")
    }
}

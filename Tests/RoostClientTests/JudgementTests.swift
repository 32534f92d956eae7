import Foundation
import RoostClient
import RoostTestSupport
import Testing

/// Training, judging and promoting through the client, against the whole server without a worker.
struct JudgementTests {
    private func prepare(_ roost: Roost, _ folder: URL) async throws -> (version: Version, dataset: Dataset.Name) {
        let file = try folder.write("model.onnx", "weights")
        let version = try await roost.push(file: file, to: Model.Name("digits"))
        return (version, try await roost.createDataset(named: Dataset.Name("shapes")).name)
    }

    @Test func `a training is queued with its version and run, and cancelled with them`() async throws {
        try await withServer { roost, folder in
            let (version, dataset) = try await prepare(roost, folder)
            let made = try await roost.train(
                version.reference,
                on: dataset,
                as: Model.Name("mine"),
                settings: ["class_weights": "balanced"],
                seed: 7
            )
            let product = try #require(made.result?.version)
            #expect(try await roost.version(product).status == .pending)
            let run = try #require(made.runID)
            #expect(try await roost.run(run).parameters == ["class_weights": "balanced", "seed": "7"])
            try await roost.cancelExecution(made.id)
            #expect(try await roost.version(product).failure == "the training was cancelled")
            #expect(try await roost.run(run).status == .killed)
        }
    }

    @Test func `nothing is judged by nothing, and what is missing is named`() async throws {
        try await withServer { roost, folder in
            let (version, dataset) = try await prepare(roost, folder)
            await #expect(throws: RoostError.self) { try await roost.evaluate(version.reference, on: dataset) }
            #expect(try await roost.evaluations(of: version.reference).items.isEmpty)
            #expect(try await roost.leaderboard(of: dataset).items.isEmpty)
            let missing = await #expect(throws: RoostError.self) {
                try await roost.latestEvaluation(of: version.reference, on: dataset, part: .test)
            }
            #expect(missing?.code == .notFound)
            let request = ComparisonRequest([version.reference, try Reference("digits")], on: dataset)
            let refused = await #expect(throws: RoostError.self) { try await roost.compare(request) }
            #expect(refused?.message.contains("roost evaluate digits:1 --dataset shapes") == true)
            await #expect(throws: RoostError.self) { try await roost.reproduce(version.reference) }
        }
    }

    @Test func `an alias is promoted without gates, and pruning spares it`() async throws {
        try await withServer { roost, folder in
            let (version, _) = try await prepare(roost, folder)
            let second = try await roost.push(file: folder.appending(path: "model.onnx"), to: version.model)
            let alias = try Alias("champion")
            #expect(try await roost.promote(version.reference, to: alias).promoted)
            let gate = try Gate("accuracy >= champion", alias: alias)
            await #expect(throws: RoostError.self) {
                try await roost.promote(second.reference, to: alias, requiring: [gate])
            }
            let report = try await roost.prune(version.model, keepLast: 1, .archive, dryRun: true)
            #expect(report.versions.map(\.kept) == [true, true] && report.dryRun)
        }
    }
}

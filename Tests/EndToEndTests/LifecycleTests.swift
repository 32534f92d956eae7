import Foundation
import RoostClient
import Testing

/// The life of a version: trained, judged, compared, promoted, done again.
struct LifecycleTests {
    @Test func `an evaluation judges as transformers' answers and the images' folders do`() async throws {
        let expected = try ExpectedDigits.load().predictions
        try await withServer { server in
            let life = try await Lifecycle.prepare(server)
            let evaluation = try await life.evaluated(life.parent)
            let right = expected.filter { $0.image.split(separator: "/")[1] == $0.label }.count
            #expect(evaluation.report?.classification?.count == expected.count)
            #expect(evaluation.report?.classification?.correct == right)
            #expect(evaluation.metrics["accuracy"] == Double(right) / Double(expected.count))
            let wrong = expected.filter { $0.image.split(separator: "/")[1] != $0.label }.map(\.image)
            var reviewed: [String] = []
            for try await item in life.roost.wholeReview(evaluation.id) { reviewed.append(item.outcome.path.text) }
            #expect(Set(reviewed) == Set(wrong))
        }
    }

    @Test func `a trained version is whole, remembers what made it, and can be made again`() async throws {
        try await withServer { server in
            let life = try await Lifecycle.prepare(server)
            let version = try await life.trained(as: "mine")
            #expect(version.status == .trained)
            #expect(version.parentID == life.parent.id)
            #expect(version.labels == (0..<10).map(String.init))
            let record = try #require(version.training)
            #expect(record.parentDigest == life.parent.digest)
            #expect(record.seed == 7)
            #expect(record.environment?.runtime.contains("1.31") == true)
            let again = try await life.trained(as: "mine")
            #expect(again.digest == version.digest)
            let execution = try await life.roost.wait(for: try await life.roost.reproduce(version.reference).id)
            #expect(execution.result?.reproduction?.matches == true, "\(execution)")
        }
    }

    @Test func `a training writes its run while it goes on`() async throws {
        try await withServer { server in
            let life = try await Lifecycle.prepare(server)
            let execution = try await life.roost.wait(for: try await life.train(as: "mine").id)
            let run = try await life.roost.run(try #require(execution.runID))
            #expect(run.status == .finished)
            #expect(run.experiment.text == "mine")
            for key in ["loss", "accuracy", "validation_loss", "validation_accuracy"] {
                let summary = try #require(run.metrics[key], "\(run.metrics.keys)")
                #expect(summary.count > 1)
            }
            #expect(run.metrics.keys.contains("system/memory_bytes"))
        }
    }

    @Test func `a candidate that is not good enough is refused with the numbers`() async throws {
        try await withServer { server in
            let life = try await Lifecycle.prepare(server)
            let home = server.home
            let poor = try await life.trained(as: "mine", settings: ["max_iterations": .integer(1)])
            _ = try await life.evaluated(poor)
            let gate = [
                "promote", "\(poor.reference)", "--alias", "champion", "--dataset", "shapes", "--subset", "test",
            ]
            let refused = try await Program.run(gate + ["--require", "accuracy >= 1.1"], home: home)
            #expect(refused.status != 0)
            #expect(refused.output.contains("accuracy"), "\(refused.output)")
            #expect(try await life.roost.aliases(of: poor.model).isEmpty)
            let done = try await Program.run(gate + ["--require", "accuracy >= 0.01"], home: home)
            #expect(done.status == 0, "\(done.talk)")
            #expect(try await life.roost.version(Reference("mine@champion")).id == poor.id)
        }
    }

    @Test func `settings nobody knows fail the training with those that are known`() async throws {
        try await withServer { server in
            let life = try await Lifecycle.prepare(server)
            let execution = try await life.train(as: "mine", settings: ["learningrate": .number(0.1)])
            let ended = try await life.roost.wait(for: execution.id)
            #expect(ended.status == .failed)
            #expect(ended.failure?.contains("learning_rate") == true, "\(ended.failure ?? "")")
            let version = try await life.roost.version(Reference("mine:1"))
            #expect(version.status == .failed)
            #expect(version.artifactCount == 0)
        }
    }

    @Test func `correcting the truth changes the next snapshot and not the last evaluation`() async throws {
        try await withServer { server in
            let life = try await Lifecycle.prepare(server)
            let before = try await life.evaluated(life.parent)
            let mistake = try #require(try await life.roost.review(before.id).items.first)
            let predicted = try #require(mistake.outcome.predicted)
            let outcome = try await Program.run(
                "review",
                "digits:1",
                "--dataset",
                "shapes",
                "--subset",
                "test",
                "--correct",
                "\(mistake.outcome.itemID)=\(predicted)",
                home: server.home
            )
            #expect(outcome.status == 0, "\(outcome.talk)")
            let after = try await life.evaluated(life.parent)
            #expect(after.snapshot != before.snapshot)
            #expect(try await life.roost.evaluation(before.id).report == before.report)
            #expect(after.report?.classification?.correct == (before.report?.classification?.correct ?? 0) + 1)
        }
    }
}

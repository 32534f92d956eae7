import Foundation
import RoostClient
import Testing

/// The life of a detector: pushed, judged by its boxes, reviewed object by object, compared, promoted, exported.
struct ObjectTests {
    private let dataset = "scenes"

    @Test func `a detector finds what transformers finds`() async throws {
        let expected = try ExpectedShapes.load()
        try await withServer { server in
            let version = try await push(to: server)
            let images = expected.images.map { ExpectedShapes.folder.appending(path: "images/\($0.image)") }
            let answers = try await server.roost.predict(images: images, with: version.reference)
            for (answer, expected) in zip(answers, expected.images) {
                #expect(answer.annotations.map(\.label) == expected.objects.map(\.label), "\(expected.image)")
                for (found, object) in zip(answer.annotations, expected.objects) {
                    #expect(abs((found.score ?? 0) - object.score) < 1e-4, "\(expected.image)")
                    #expect(found.geometry.isNear(object.box), "\(expected.image): \(found.geometry)")
                }
            }
        }
    }

    @Test func `average precision is that of pycocotools over transformers' answers`() async throws {
        let expected = try ExpectedShapes.load()
        try await withServer { server in
            let evaluation = try await evaluated(try await push(to: server), server)
            let metrics = evaluation.allMetrics
            for (name, value) in expected.detection {
                #expect(abs(try #require(metrics[name], "\(name)") - value) < 1e-4, "\(name)")
            }
            let counts = try #require(evaluation.report?.detection?.counts)
            let answers = expected.images.reduce(0) { $0 + $1.objects.count }
            #expect(counts.truePositives + counts.falsePositives == answers)
        }
    }

    @Test func `a review lists as many objects as the report counts, and draws them`() async throws {
        try await withServer { server in
            let evaluation = try await evaluated(try await push(to: server), server)
            let counts = try #require(evaluation.report?.detection?.counts)
            let misses = try await server.roost.reviewObjects(evaluation.id, ObjectFilter(.falseNegative)).items
            #expect(misses.count == counts.falseNegatives)
            let folder = server.home.deletingLastPathComponent().appending(path: "review-\(UUID().uuidString)")
            let review = ["review", "finder:1", "--dataset", dataset, "--subset", "test", "--errors", "missed"]
            let outcome = try await Program.run(review + ["--export", folder.path], home: server.home)
            #expect(outcome.status == 0, "\(outcome.talk)")
            let written = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            let missed = Set(misses.filter { $0.outcome.kind == .missed }.map(\.outcome.path.text))
            #expect(written.filter { $0.hasPrefix("missed/") }.count == missed.count, "\(written)")
        }
    }

    @Test func `a stricter threshold misses more, and the gate knows both`() async throws {
        try await withServer { server in
            let version = try await push(to: server)
            let before = try await evaluated(version, server)
            let after = try await evaluated(version, server, answers: AnswerOptions(threshold: 0.7))
            #expect(try #require(after.metrics["recall"]) < (try #require(before.metrics["recall"])))
            #expect(after.metrics["ap"] == before.metrics["ap"])
            let gate = ["promote", "finder:1", "--alias", "champion", "--dataset", dataset, "--subset", "test"]
            let refused = try await Program.run(gate + ["--require", "recall >= 0.7"], home: server.home)
            #expect(refused.status != 0)
            let done = try await Program.run(gate + ["--require", "ap_50 >= 0.7"], home: server.home)
            #expect(done.status == 0, "\(done.talk)")
        }
    }

    @Test func `two detectors are compared by what their evaluations kept`() async throws {
        try await withServer { server in
            let version = try await push(to: server)
            let clone = try await server.roost.cloneVersion(version.reference, to: Model.Name("other"))
            _ = try await evaluated(version, server)
            _ = try await evaluated(clone, server, answers: AnswerOptions(threshold: 0.7))
            let outcome = try await Program.run(
                ["compare", "finder:1", "other:1", "--dataset", dataset, "--subset", "test", "--json"],
                home: server.home
            )
            #expect(outcome.status == 0, "\(outcome.talk)")
            let compared = try JSONDecoder().decode(VersionComparison.self, from: Data(outcome.output.utf8))
            let pair = try #require(compared.comparison.pairs.first)
            #expect(compared.comparison.metric == "ap")
            #expect(compared.comparison.verdict.winner == nil)
            #expect(pair.fixed == 0)
            #expect(pair.broken > 0)
        }
    }

    @Test func `an exported detector answers as the checkpoint does`() async throws {
        try await withServer { server in
            let version = try await push(to: server)
            let file = server.home.deletingLastPathComponent().appending(path: "\(UUID().uuidString).onnx")
            for command in [
                ["export", "finder:1", "--format", "onnx", "--output", file.path], ["push", "plain", file.path],
            ] {
                let outcome = try await Program.run(command, home: server.home)
                try #require(outcome.status == 0, "\(command): \(outcome.talk)")
            }
            let images = ["test-000.jpg", "test-003.jpg"].map { ExpectedShapes.folder.appending(path: "images/\($0)") }
            let native = try await server.roost.predict(images: images, with: version.reference)
            let plain = try await server.roost.predict(images: images, with: Reference("plain:1"))
            #expect(native.map { $0.annotations.map(\.label) } == plain.map { $0.annotations.map(\.label) })
            for (one, other) in zip(native.flatMap(\.annotations), plain.flatMap(\.annotations)) {
                #expect(abs((one.score ?? 0) - (other.score ?? 1)) < 1e-4)
            }
        }
    }

    private func push(to server: LiveServer) async throws -> Version {
        for command in [
            ["push", "finder", "Examples/shapes/detector"], ["datasets", "create", dataset],
            ["datasets", "import", dataset, "Examples/shapes"],
        ] {
            let outcome = try await Program.run(command, home: server.home)
            try #require(outcome.status == 0, "\(command): \(outcome.talk)")
        }
        return try await server.roost.version(Reference("finder:1"))
    }

    private func evaluated(
        _ version: Version,
        _ server: LiveServer,
        answers: AnswerOptions? = nil
    ) async throws -> Evaluation {
        let queued = try await server.roost.evaluate(
            version.reference,
            on: Dataset.Name(dataset),
            subset: .test,
            answers: answers
        )
        let execution = try await server.roost.wait(for: queued.id)
        try #require(execution.status == .succeeded, "\(execution.failure ?? "")")
        return try await server.roost.evaluation(try #require(execution.result?.evaluationID))
    }
}

extension Geometry {
    /// Whether it is a box with these corners, to a twentieth of a pixel.
    fileprivate func isNear(_ corners: [Double]) -> Bool {
        guard case .box(let box) = self, corners.count == 4 else { return false }
        let own = [box.x, box.y, box.x + box.width, box.y + box.height]
        return zip(own, corners).allSatisfy { abs($0 - $1) < 0.05 }
    }
}

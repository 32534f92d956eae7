import Foundation
import RoostClient
import Testing

/// A server that has the digits: the checkpoint as `digits:1`, the images as the dataset `shapes`.
struct Lifecycle {
    static let dataset = "shapes"

    let roost: Roost
    let dataset: Dataset.Name
    let parent: Version

    init(_ roost: Roost) async throws {
        self.roost = roost
        dataset = try Dataset.Name(Self.dataset)
        parent = try await roost.version(Reference("digits:1"))
    }

    static func prepare(_ server: LiveServer) async throws -> Lifecycle {
        for command in [
            ["push", "digits", "Examples/digits/checkpoint"], ["datasets", "create", dataset],
            ["datasets", "import", dataset, "Examples/digits/images"],
        ] {
            let outcome = try await Program.run(command, home: server.home)
            try #require(outcome.status == 0, "\(command): \(outcome.talk)")
        }
        return try await Lifecycle(server.roost)
    }

    func train(as model: String, settings: JSONValue = .object([:]), seed: UInt64 = 7) async throws -> Execution {
        try await roost.train(
            parent.reference,
            on: dataset,
            as: Model.Name(model),
            settings: settings,
            seed: seed
        )
    }

    /// Trains to the end.
    func trained(as model: String, settings: JSONValue = .object([:]), seed: UInt64 = 7) async throws -> Version {
        let execution = try await roost.wait(for: try await train(as: model, settings: settings, seed: seed).id)
        try #require(execution.status == .succeeded, "\(execution.failure ?? "")")
        return try await roost.version(try #require(execution.result?.version))
    }

    /// Evaluates on the test images, to the end.
    func evaluated(_ version: Version) async throws -> Evaluation {
        let queued = try await roost.evaluate(version.reference, on: dataset, subset: .test)
        let execution = try await roost.wait(for: queued.id)
        try #require(execution.status == .succeeded, "\(execution.failure ?? "")")
        return try await roost.evaluation(try #require(execution.result?.evaluationID))
    }
}

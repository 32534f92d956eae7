import HTTPTypes
import RoostEntities
import RoostOperations

/// Aliases of registered models.
struct ModelAliasRoutes: Sendable {
    private static let address = "registered-models/alias"

    let tracking: Tracking

    var table: [MLflowRoute] {
        [
            MLflowRoute(.post, Self.address, set),
            MLflowRoute(.get, Self.address, get),
            MLflowRoute(.delete, Self.address, delete),
        ]
    }

    private func set(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let (model, alias, number) = (try fields.modelName, try fields.alias, try fields.versionNumber)
        let (operations, project) = (try await tracking.operations, tracking.project)
        try await operations.setTrackedAlias(alias, of: model, to: number, in: project, as: caller)
        return .nothing
    }

    private func get(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let (model, alias) = (try fields.modelName, try fields.needed("alias"))
        let (operations, project) = (try await tracking.operations, tracking.project)
        let version = try await operations.trackedVersion(alias, of: model, in: project, as: caller)
        return JSONWriter.object(capacity: 1024) { writer in
            writer.key("model_version")
            writer.modelVersion(ModelVersionJSON(version))
        }
    }

    /// What nobody can be called is gone already.
    private func delete(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let (model, alias) = (try fields.modelName, try fields.alias)
        let (operations, project) = (try await tracking.operations, tracking.project)
        try await operations.removeTrackedAlias(alias, of: model, in: project, as: caller)
        return .nothing
    }
}

extension Fields {
    /// An alias that may be set.
    ///
    /// - Throws: `invalidArgument`, in MLflow's words where it has some.
    fileprivate var alias: Alias {
        get throws(RoostError) {
            let text = try needed("alias")
            guard text.lowercased() != "latest" else {
                throw RoostError(.invalidArgument, "'latest' alias name (case insensitive) is reserved.")
            }
            guard text.wholeMatch(of: /[vV][0-9]+/) == nil else {
                throw RoostError(.invalidArgument, "Version alias name '\(text)' is reserved.")
            }
            guard text.unicodeScalars.count <= 255 else { throw EntityName.tooLong("Registered model alias name", 255) }
            do {
                return try Alias(text)
            } catch {
                throw RoostError(
                    .invalidArgument,
                    "Invalid alias name: '\(text)'. Names may only contain alphanumerics, underscores (_), and dashes (-).",
                    cause: error
                )
            }
        }
    }
}

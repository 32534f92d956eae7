import RoostEntities
import RoostOperations

extension JSONWriter {
    /// MLflow's `RegisteredModel`.
    mutating func registeredModel(_ tracked: TrackedModel) {
        let model = tracked.model
        object { writer in
            writer.member("name", model.name.text)
            writer.member("creation_timestamp", model.createdAt.milliseconds)
            writer.member("last_updated_timestamp", model.updatedAt.milliseconds)
            writer.member("description", model.description)
            writer.member("latest_versions", tracked.latest) { $0.modelVersion(ModelVersionJSON($1)) }
            writer.member("tags", pairs: model.tags.values)
            writer.member("aliases", tracked.aliases) { writer, target in
                writer.object { alias in
                    alias.member("alias", target.alias.text)
                    alias.member("version", target.version.description)
                }
            }
        }
    }

    /// MLflow's `ModelVersion`.
    mutating func modelVersion(_ version: ModelVersionJSON) {
        object { writer in
            writer.member("name", version.name.text)
            writer.member("version", version.number.description)
            writer.member("creation_timestamp", version.createdAt.milliseconds)
            writer.member("last_updated_timestamp", version.updatedAt.milliseconds)
            writer.member("user_id", version.user)
            writer.member("current_stage", version.stage.mlflow)
            writer.member("description", version.description)
            writer.member("source", version.source)
            writer.member("run_id", version.run?.text)
            writer.member("status", version.status.mlflow)
            writer.member("status_message", version.failure)
            writer.member("tags", pairs: version.tags)
            writer.member("run_link", version.runLink)
            writer.member("aliases", version.aliases) { $0.string($1.text) }
            writer.member("model_id", version.loggedModel?.text)
        }
    }
}

/// What MLflow shows of a version.
struct ModelVersionJSON {
    var name: Model.Name
    var number: Version.Number
    var createdAt: Timestamp
    var updatedAt: Timestamp
    var user: String?
    var stage = TrackedVersion.Stage.none
    var description: String
    var source: String
    var run: TrackedRunID?
    var status = Version.Status.created
    var failure: String?
    var tags: [String: String]
    var runLink: String?
    var aliases: [Alias] = []
    var loggedModel: LoggedModel.ID?
}

extension ModelVersionJSON {
    /// A version that Roost made, or somebody pushed, has its files here for a source.
    init(_ tracked: TrackedVersion) {
        let version = tracked.version
        self.init(
            name: version.model,
            number: version.number,
            createdAt: version.createdAt,
            updatedAt: version.updatedAt,
            user: tracked.user ?? version.createdBy,
            stage: tracked.stage,
            description: version.description,
            source: tracked.source ?? tracked.ownURI,
            run: tracked.run,
            status: version.status,
            failure: version.failure,
            tags: version.tags.values,
            runLink: tracked.runLink,
            aliases: version.aliases,
            loggedModel: tracked.loggedModel
        )
    }

    /// A version that was made just now.
    init(_ made: MadeVersion, of draft: TrackedVersionDraft, by caller: Caller) {
        self.init(
            name: draft.model,
            number: made.number,
            createdAt: made.createdAt,
            updatedAt: made.updatedAt,
            user: draft.user ?? caller.name,
            description: draft.description,
            source: made.source,
            run: made.run,
            tags: draft.tags.values,
            runLink: draft.runLink,
            loggedModel: made.loggedModel
        )
    }
}

extension TrackedVersion {
    /// Where the artifact proxy shows its files.
    var ownURI: String { VersionAddress.uri(of: version.model, version.number) }

    /// Where clients get its files: here once they cannot change any more, or at its source.
    var downloadURI: String {
        version.status.isSealed || source == nil ? ownURI : openLocation
    }
}

extension TrackedVersion.Stage {
    fileprivate var mlflow: String {
        switch self {
        case .none: "None"
        case .staging: "Staging"
        case .production: "Production"
        case .archived: "Archived"
        }
    }
}

extension Version.Status {
    fileprivate var mlflow: String {
        switch self {
        case .created, .preTrained, .trained, .converting: "READY"
        case .cloning, .pending, .training: "PENDING_REGISTRATION"
        case .failed: "FAILED_REGISTRATION"
        }
    }
}

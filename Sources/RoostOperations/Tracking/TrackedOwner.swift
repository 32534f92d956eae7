import RoostEntities
import RoostMetadataStore

/// What keeps files that clients of experiment tracking write.
package enum TrackedOwner: Sendable, Hashable {
    /// A run, as the client says it.
    case run(String)
    /// A logged model, as the client says it.
    case loggedModel(String)
    /// A trace, as the client says it.
    case trace(String)

    /// What it is called in messages.
    var kind: String {
        switch self {
        case .run: "run"
        case .loggedModel: "logged model"
        case .trace: "trace"
        }
    }

    /// What the audit calls taking its files away.
    var deletion: String {
        switch self {
        case .run: "run.deleteArtifact"
        case .loggedModel: "loggedModel.deleteArtifact"
        case .trace: "trace.deleteArtifact"
        }
    }

    var id: String {
        switch self {
        case .run(let id), .loggedModel(let id), .trace(let id): id
        }
    }
}

extension Operations {
    /// Where the files are; a run that was deleted keeps its own until it is collected.
    func readableFolder(
        of owner: TrackedOwner,
        in project: Project,
        _ transaction: some Reading
    ) throws -> ArtifactFolder {
        switch owner {
        case .run(let id):
            guard let (_, place) = try transaction.place(tracked: id, in: project.id) else {
                throw TrackingRefusal.noRun(id).error
            }
            return place.folder
        case .loggedModel(let id):
            return try loggedModelPlace(id, in: project, transaction).folder
        case .trace(let id):
            return try tracePlace(id, in: project, transaction).folder
        }
    }

    /// Where the files of what was not deleted are, for who may write it.
    func writableFolder(
        of owner: TrackedOwner,
        in project: Project.Name,
        for caller: Caller,
        _ transaction: some Reading
    ) throws -> ArtifactFolder {
        switch owner {
        case .run(let id): try writableRun(id, in: project, for: caller, transaction).place.folder
        case .loggedModel(let id): try writableLoggedModel(id, in: project, for: caller, transaction).place.folder
        case .trace(let id): try writableTrace(id, in: project, for: caller, transaction).place.folder
        }
    }
}

import HTTPTypes
import RoostEntities
import RoostOperations

/// Which files a run left.
struct RunArtifactRoutes: Sendable {
    let tracking: Tracking

    var table: [MLflowRoute] {
        [MLflowRoute(.get, "artifacts/list", list)]
    }

    /// Rows that refuse whatever they are asked.
    var refusals: [MLflowRoute] {
        [
            MLflowRoute(.post, "artifacts/presigned-upload-url", presignUpload),
            MLflowRoute(.post, "artifacts/presigned-download-url", presignDownload),
        ]
    }

    /// Paths are those within the run.
    private func list(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let id = try fields.runID
        let folder = try fields.text("path").flatMap { $0.isEmpty ? nil : $0 }.map {
            try ArtifactAddress.path(ofQuery: $0)
        }
        let (operations, project) = (try await tracking.operations, tracking.project)
        let run = try await operations.trackedRun(id, in: project, as: caller)
        guard run.artifactLocation == nil else {
            throw RoostError(
                .unsupported,
                "The artifacts of run \(id) lie at \(run.artifactURI), where this server does not look; read them there."
            )
        }
        let entries = try await operations.trackedEntries(of: .run(id), in: folder, project: project, as: caller)
        return JSONWriter.object { writer in
            writer.member("root_uri", run.artifactURI)
            writer.member("files", entries) { $0.file($1, in: folder) }
        }
    }
}

extension RunArtifactRoutes {
    /// Refused as MLflow refuses it for files that its proxy serves: clients send them through the proxy then.
    private func presignUpload(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let (run, model) = (try fields.filled("run_id"), try fields.filled("model_id"))
        guard (run == nil) != (model == nil) else {
            throw RoostError(.invalidArgument, "Exactly one of run_id and model_id must be provided.")
        }
        _ = try ArtifactAddress.path(ofQuery: fields.needed("path"))
        let (operations, project) = (try await tracking.operations, tracking.project)
        if let run { _ = try await operations.trackedRun(run, in: project, as: caller) }
        if let model { _ = try await operations.loggedModel(model, in: project, as: caller) }
        throw RoostError(
            .invalidArgument,
            "Presigned upload is not supported for proxied artifact storage (artifact URI scheme: mlflow-artifacts). "
                + "This endpoint requires a direct cloud storage artifact URI."
        )
    }

    /// Refused likewise.
    private func presignDownload(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let run = try fields.needed("run_id")
        _ = try ArtifactAddress.path(ofQuery: fields.needed("path"))
        _ = try await tracking.operations.trackedRun(run, in: tracking.project, as: caller)
        throw RoostError(
            .invalidArgument,
            "Presigned download is not supported for runs with proxied artifact storage (artifact URI scheme: "
                + "mlflow-artifacts). This endpoint requires a run with a direct cloud storage artifact URI."
        )
    }
}

extension JSONWriter {
    /// MLflow's `FileInfo`, under its name in `folder`.
    mutating func file(_ entry: RunFolderEntry, in folder: Artifact.Path?) {
        object { writer in
            writer.member("path", folder.map { "\($0.text)/\(entry.name)" } ?? entry.name)
            writer.member("is_dir", entry.size == nil)
            writer.member("file_size", entry.size)
        }
    }
}

import HTTPTypes
import RoostEntities
import RoostOperations

/// Which files a run left.
struct RunArtifactRoutes: Sendable {
    let tracking: Tracking

    var table: [MLflowRoute] {
        [MLflowRoute(.get, "artifacts/list", list)]
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

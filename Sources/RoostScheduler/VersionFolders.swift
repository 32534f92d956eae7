import Foundation
import RoostArtifactStore
import RoostEntities
import RoostOperations

/// A version's files where a worker can open them: `models/<version id>/` in the home.
struct VersionFolders: Sendable {
    private let operations: Operations
    private let folders: MaterializedFolders

    init(operations: Operations, blobs: any BlobStore, home: URL) {
        self.operations = operations
        folders = MaterializedFolders(folder: home.appending(path: "models"), blobs: blobs)
    }

    /// - Throws: `unsupported` when the version holds a link, whose content the store does not have.
    func folder(of execution: Execution, in project: Project.Name) async throws -> URL {
        var files: [Artifact.Path: Digest] = [:]
        var page = try PageRequest(limit: 1000)
        while true {
            let artifacts = try await operations.artifacts(
                of: execution.version,
                page: page,
                in: project,
                as: .system
            )
            for artifact in artifacts.items {
                guard artifact.kind == .item, let digest = artifact.digest else {
                    throw RoostError(
                        .unsupported,
                        "\(execution.version) holds the link \(quoted(artifact.path.text)); "
                            + "download it and push it as a file to run this version"
                    )
                }
                files[artifact.path] = digest
            }
            guard let next = artifacts.next else { break }
            page = try PageRequest(limit: 1000, after: next)
        }
        return try await folders.folder(of: execution.versionID, holding: files)
    }
}

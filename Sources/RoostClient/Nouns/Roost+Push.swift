import Foundation
import RoostModelFiles
import RoostThreads

extension Roost {
    /// Makes a version of a folder: uploads what the store lacks, then records it.
    ///
    /// A `config.json` in Hugging Face's layout, or the `MLmodel` of MLflow, says the task, the type and the labels; hidden
    /// files stay behind.
    ///
    /// `adjust`: may change the draft before it is recorded: description, tags, labels, leaving it open.
    public func push(
        folder: URL,
        to model: Model.Name,
        adjusting adjust: (inout Version.Draft) throws -> Void = { _ in },
        progress: TransferProgress.Handler? = nil
    ) async throws -> Version {
        var draft = try await upload(folder: folder, progress: progress)
        try adjust(&draft)
        return try await createVersion(of: model, draft)
    }

    /// Makes a version of one file, such as an `.onnx` model.
    public func push(
        file: URL,
        to model: Model.Name,
        adjusting adjust: (inout Version.Draft) throws -> Void = { _ in },
        progress: TransferProgress.Handler? = nil
    ) async throws -> Version {
        let path = try Artifact.Path(file.lastPathComponent)
        let digests = try await upload([file], progress: progress)
        var draft = Version.Draft(
            artifacts: digests.map { Artifact.Draft(path: path, digest: $0) },
            source: Version.Source(kind: .file, location: file.lastPathComponent),
            type: file.pathExtension.lowercased() == "onnx" ? "onnx" : nil
        )
        try adjust(&draft)
        return try await createVersion(of: model, draft)
    }

    /// Uploads what the store lacks of a folder.
    ///
    /// - Returns: A version to be of the folder's files, with what they say of the model.
    package func upload(folder: URL, progress: TransferProgress.Handler? = nil) async throws -> Version.Draft {
        let contents = try await threads.run { try FolderContents(of: folder) }
        guard !contents.files.isEmpty else {
            throw RoostError(
                .invalidArgument,
                "there is no file in \(quoted(folder.path(percentEncoded: false))); push the folder with config.json"
            )
        }
        let description = try await threads.run { try ModelDescription(of: contents) }
        let digests = try await upload(contents.files.map(\.url), progress: progress)
        return Version.Draft(
            artifacts: zip(contents.files, digests).map { Artifact.Draft(path: $0.path, digest: $1) },
            source: Version.Source(kind: .folder, location: folder.standardizedFileURL.lastPathComponent),
            task: description.task,
            type: description.type,
            labels: description.labels,
            configuration: description.configuration
        )
    }

    /// What the files of a folder would be called in a store, by path.
    package func digests(ofFolder folder: URL) async throws -> [Artifact.Path: Digest] {
        try await threads.run {
            let files = try FolderContents(of: folder).files
            return Dictionary(uniqueKeysWithValues: try files.map { ($0.path, try HashedFile($0.url).digest) })
        }
    }
}

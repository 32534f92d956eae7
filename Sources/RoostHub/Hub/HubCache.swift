import Foundation

/// The folder in which all tools of the hub keep what they downloaded.
///
///     models--owner--name/refs/<revision>                holds the commit
///     models--owner--name/blobs/<digest>                 holds the content
///     models--owner--name/snapshots/<commit>/<path>      links to the content
struct HubCache: Sendable {
    let root: URL

    func folder(of repository: HubRepository) -> URL {
        root.appending(path: repository.folderName, directoryHint: .isDirectory)
    }

    func blob(_ digest: ContentDigest, of repository: HubRepository) -> URL {
        folder(of: repository).appending(path: "blobs/\(digest.text)")
    }

    func snapshot(_ commit: String, of repository: HubRepository) -> URL {
        folder(of: repository).appending(path: "snapshots/\(commit)", directoryHint: .isDirectory)
    }

    /// Where tools take turns over one piece of content.
    func lock(_ digest: ContentDigest, of repository: HubRepository) -> URL {
        root.appending(path: ".locks/\(repository.folderName)/\(digest.text).lock")
    }

    /// The commit that the revision stood for when it was last asked.
    func commit(of repository: HubRepository) -> String? {
        guard !repository.isPinned else { return repository.revision }
        let file = folder(of: repository).appending(path: "refs/\(repository.revision)")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        let commit = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return HubRepository.isCommit(commit) ? commit : nil
    }

    /// The folder of a commit, if all that a checkpoint needs is in it.
    func checkpoint(_ commit: String, of repository: HubRepository) -> URL? {
        let folder = snapshot(commit, of: repository)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        // A link whose content is gone does not exist for this question.
        let there = Set(names.filter { FileManager.default.fileExists(atPath: folder.appending(path: $0).path) })
        guard let files = try? CheckpointFiles(from: there, of: repository) else { return nil }
        guard case .indexed = files.weights else { return folder }
        let index = folder.appending(path: CheckpointFiles.index)
        guard let json = try? Data(contentsOf: index),
            let parts = try? CheckpointFiles.parts(ofIndex: json, in: repository), there.isSuperset(of: parts)
        else { return nil }
        return folder
    }

    /// Makes the folders that content and links of a repository go to.
    func prepare(_ repository: HubRepository, commit: String) throws(HubError) {
        let folder = folder(of: repository)
        let locks = root.appending(path: ".locks/\(repository.folderName)")
        for place in [folder.appending(path: "blobs"), locks, snapshot(commit, of: repository)] {
            try attempt("make", place) {
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            }
        }
    }

    /// Lets a file of a commit lead to its content.
    func link(_ file: HubFile, commit: String, of repository: HubRepository) throws(HubError) {
        let place = snapshot(commit, of: repository).appending(path: file.path)
        let up = String(repeating: "../", count: 2 + file.path.count { $0 == "/" })
        let draft = place.deletingLastPathComponent().appending(path: ".\(UInt64.random(in: 0 ... .max))")
        try attempt("make", place) {
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try FileManager.default.createSymbolicLink(
                atPath: draft.path,
                withDestinationPath: "\(up)blobs/\(file.digest.text)"
            )
            guard rename(draft.path, place.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        }
    }

    /// Notes which commit the revision stands for.
    func note(_ commit: String, for repository: HubRepository) throws(HubError) {
        guard repository.revision != commit else { return }
        let file = folder(of: repository).appending(path: "refs/\(repository.revision)")
        try attempt("write", file) {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(commit.utf8).write(to: file, options: .atomic)
        }
    }

    private func attempt(_ action: String, _ place: URL, _ work: () throws -> Void) throws(HubError) {
        do {
            try work()
        } catch {
            throw HubError(.unavailable, "cannot \(action) \(quoted(place.path)): \(error.localizedDescription)")
        }
    }
}

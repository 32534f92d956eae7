import RoostClient
import RoostEntities

/// Copies the files of a run or of a logged model.
struct FileCopy: Sendable {
    let transfer: Transfer
    let owner: MLflowOwner
    let copy: MLflowOwner
    /// Whose files they are, for people.
    let name: String
    /// Whether the copy has no files yet.
    let isNew: Bool

    init(_ transfer: Transfer, from owner: MLflowOwner, to copy: MLflowOwner, name: String, isNew: Bool) {
        self.transfer = transfer
        self.owner = owner
        self.copy = copy
        self.name = name
        self.isNew = isNew
    }

    func copyAll() async throws {
        var folders: [String?] = [nil]
        while let folder = folders.popLast() {
            try Task.checkCancellation()
            let entries: [MLflowFile]
            do {
                entries = try await transfer.source.files(in: folder, of: owner)
            } catch let error as RoostError where error.isOfOneThing {
                transfer.log.lose(of: name, folder.map { "files in \(quoted($0))" } ?? "files", error.reason)
                continue
            }
            let allowed = entries.filter { isAllowed($0, in: folder) }
            guard !allowed.isEmpty else { continue }
            folders += allowed.filter(\.isFolder).map(\.path)
            try await copy(allowed.filter { !$0.isFolder }, in: folder)
        }
    }

    /// A path from elsewhere may not lead out of its folder, nor in a circle.
    private func isAllowed(_ file: MLflowFile, in folder: String?) -> Bool {
        let start = folder.map { $0 + "/" } ?? ""
        guard file.path.hasPrefix(start), file.path.count > start.count, (try? Artifact.Path(file.path)) != nil else {
            transfer.log.lose(of: name, "file \(quoted(file.path))", "its path is none that can be kept")
            return false
        }
        return true
    }

    private func copy(_ files: [MLflowFile], in folder: String?) async throws {
        guard !files.isEmpty else { return }
        guard let place = copy.proxied else {
            let why = "the target keeps this one's at \(quoted(copy.artifactURI)), which takes none over HTTP"
            return transfer.log.lose(of: name, "files", why)
        }
        let there = isNew ? [:] : try await known(in: folder)
        let source = transfer.source
        try await files.concurrently(Transfer.width) { file in
            if let size = there[file.path], size == file.size { return transfer.log.note { $0.files.kept += 1 } }
            do {
                try await transfer.target.server.put(MLflowOwner.proxy + place + "/" + file.path.encodedPath) {
                    try await source.content(of: file, of: owner)
                }
            } catch let error as RoostError where error.isOfOneThing {
                return transfer.log.lose(of: name, "file \(quoted(file.path))", error.reason)
            }
            transfer.log.note { report in
                report.files.copied += 1
                report.bytes += file.size ?? 0
            }
        }
    }

    /// How large the files are that the copy has already.
    private func known(in folder: String?) async throws -> [String: Int64] {
        var known: [String: Int64] = [:]
        do {
            for file in try await transfer.target.reader.files(in: folder, of: copy) { known[file.path] = file.size }
        } catch let error as RoostError where error.isOfOneThing {
            // A folder that is not there yet.
            return [:]
        }
        return known
    }
}

import RoostEntities

/// Artifacts to be that were checked as far as they can be without looking at anything else.
struct ArtifactDrafts: Sendable {
    enum Content: Sendable {
        case blob(Digest)
        case link(url: String, digest: Digest?, size: Int64?)
    }

    let entries: [(path: Artifact.Path, content: Content)]

    /// - Throws: `tooLarge`, `invalidArgument` for a draft that is neither content nor a link, or two that cannot be in
    ///   one folder together.
    init(_ drafts: [Artifact.Draft], policy: LinkPolicy) throws(RoostError) {
        try Limits.check(count: drafts.count, "artifacts", limit: Limits.artifacts)
        var entries: [(path: Artifact.Path, content: Content)] = []
        for draft in drafts {
            entries.append((draft.path, try Self.content(of: draft, policy: policy)))
        }
        entries.sort { $0.path.text.utf8.lexicographicallyPrecedes($1.path.text.utf8) }
        self.entries = entries
        try checkPaths()
    }

    private static func content(of draft: Artifact.Draft, policy: LinkPolicy) throws(RoostError) -> Content {
        if let url = draft.url {
            guard (draft.size ?? 0) >= 0 else {
                throw RoostError(.invalidArgument, "artifact \(quoted(draft.path.text)): a size is not negative")
            }
            try policy.check(url)
            return .link(url: url, digest: draft.digest, size: draft.size)
        }
        guard let digest = draft.digest else {
            throw RoostError(
                .invalidArgument,
                "artifact \(quoted(draft.path.text)) has neither a digest nor a url; give one of them"
            )
        }
        return .blob(digest)
    }

    private func checkPaths() throws(RoostError) {
        var files: Set<String> = []
        for entry in entries {
            guard files.insert(entry.path.text).inserted else {
                throw RoostError(.invalidArgument, "artifact \(quoted(entry.path.text)) is there twice; leave one out")
            }
        }
        for entry in entries {
            if let folder = entry.path.folders.first(where: files.contains) {
                throw RoostError(
                    .invalidArgument,
                    "\(quoted(folder)) cannot be a file and the folder of \(quoted(entry.path.text)); rename one"
                )
            }
        }
    }
}

extension Artifact.Path {
    /// The folders it lies in, from the outermost.
    fileprivate var folders: [String] {
        text.indices.filter { text[$0] == "/" }.map { String(text[..<$0]) }
    }
}

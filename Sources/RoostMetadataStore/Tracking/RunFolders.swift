import GRDB
import RoostEntities

extension Reading {
    /// What lies in a folder, or at the top, by name; folders are not looked into.
    package func entries(
        of owner: ArtifactFolder,
        in folder: Artifact.Path?,
        limit: Int
    ) throws -> [RunFolderEntry] {
        let prefix = folder.map { $0.text + "/" } ?? ""
        // "0" is what follows "/", and no path follows U+10FFFF.
        let end = folder.map { $0.text + "0" } ?? "\u{10FFFF}"
        var entries: [RunFolderEntry] = []
        var start = prefix
        while entries.count < limit {
            var folderEnd: String?
            try connection.each(
                "SELECT path, coalesce(size, 0) FROM \(owner.rows) AND path > ?2 AND path < ?3 ORDER BY path",
                [owner.key, start, end]
            ) { row in
                let path: String = try row.decode(atIndex: 0)
                let rest = path.dropFirst(prefix.count)
                if let slash = rest.firstIndex(of: "/") {
                    entries.append(RunFolderEntry(name: String(rest[..<slash]), size: nil))
                    folderEnd = prefix + rest[..<slash] + "0"
                    return false
                }
                entries.append(RunFolderEntry(name: String(rest), size: try row.decode(atIndex: 1)))
                return entries.count < limit
            }
            guard let next = folderEnd else { break }
            // A path that is no folder may follow right after the folder.
            start = try pathBefore(next, of: owner)
        }
        return entries
    }

    /// The greatest path before `path`, after which a walk goes on at `path` itself.
    private func pathBefore(_ path: String, of owner: ArtifactFolder) throws -> String {
        try connection.value(
            "SELECT path FROM \(owner.rows) AND path < ?2 ORDER BY path DESC LIMIT 1",
            [owner.key, path]
        ) ?? path
    }
}

extension WriteTransaction {
    /// Takes away all that lies in a folder; how many there were.
    package func deleteArtifacts(in folder: Artifact.Path, of owner: ArtifactFolder) throws -> Int {
        try connection.execute(
            "DELETE FROM \(owner.rows) AND path > ?2 || '/' AND path < ?2 || '0'",
            [owner.key, folder]
        )
    }
}

import GRDB
import RoostEntities

/// A file of a run or a logged model, at its place below a folder.
package struct OwnedFile: Sendable, FetchableRecord {
    package let path: Artifact.Path
    package let digest: Digest
    /// In bytes.
    package let size: Int64

    package init(row: Row) throws {
        path = try row.decode(atIndex: 0)
        digest = try row.decode(atIndex: 1)
        size = try row.decode(atIndex: 2)
    }
}

extension Reading {
    /// All files below a folder, by their paths within it; a path that is a file is that file alone.
    package func files(of owner: ArtifactFolder, below path: Artifact.Path?) throws -> [OwnedFile] {
        guard let path else {
            return try connection.all("SELECT path, digest, size FROM \(owner.rows) ORDER BY path", [owner.key])
        }
        // "0" is what follows "/".
        let below: [OwnedFile] = try connection.all(
            """
            SELECT substr(path, length(?2) + 2), digest, size FROM \(owner.rows)
                AND path > ?2 || '/' AND path < ?2 || '0' ORDER BY path
            """,
            [owner.key, path]
        )
        guard below.isEmpty else { return below }
        return try connection.all(
            "SELECT ?3, digest, size FROM \(owner.rows) AND path = ?2",
            [owner.key, path, path.name]
        )
    }
}

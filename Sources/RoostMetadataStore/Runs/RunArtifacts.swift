import GRDB
import RoostEntities

extension Reading {
    private static var selection: String { "SELECT path, digest, size, createdAt FROM" }

    /// By path; of `folder` only when it is given.
    package func artifacts(
        of owner: ArtifactFolder,
        in folder: Artifact.Path?,
        page: PageRequest
    ) throws -> Page<RunArtifact> {
        let prefix = folder.map { $0.text + "/" } ?? ""
        // "0" is what follows "/", and no path follows U+10FFFF.
        let end = folder.map { $0.text + "0" } ?? "\u{10FFFF}"
        let rows: [RunArtifact] = try connection.all(
            "\(Self.selection) \(owner.rows) AND path > ?2 AND path < ?3 ORDER BY path LIMIT ?4",
            [owner.key, max(prefix, try page.afterText() ?? ""), end, page.rowLimit]
        )
        return try page.page(rows) { try PageToken(encoding: $0.path.text) }
    }

    package func artifact(at path: Artifact.Path, of owner: ArtifactFolder) throws -> RunArtifact? {
        try connection.first("\(Self.selection) \(owner.rows) AND path = ?2", [owner.key, path])
    }

    package func artifactCount(of owner: ArtifactFolder) throws -> Int {
        try connection.value("SELECT count(*) FROM \(owner.rows)", [owner.key]) ?? 0
    }

    /// An artifact that makes a file at `path` impossible: one that needs a folder there, or one that is a file where
    /// `path` needs a folder.
    package func artifact(blocking path: Artifact.Path, of owner: ArtifactFolder) throws -> RunArtifact? {
        let inside: RunArtifact? = try connection.first(
            "\(Self.selection) \(owner.rows) AND path > ?2 || '/' AND path < ?2 || '0' LIMIT 1",
            [owner.key, path]
        )
        if let inside { return inside }
        for (index, byte) in zip(path.text.utf8.indices, path.text.utf8) where byte == UInt8(ascii: "/") {
            let folder = try Artifact.Path(String(path.text[..<index]))
            if let file = try artifact(at: folder, of: owner) { return file }
        }
        return nil
    }
}

extension WriteTransaction {
    /// Puts content under a path; what was there before is replaced.
    package func putArtifact(
        at path: Artifact.Path,
        digest: Digest,
        size: Int64,
        of owner: ArtifactFolder,
        at now: Timestamp
    ) throws {
        try connection.execute(
            """
            INSERT OR REPLACE INTO \(owner.table) (\(owner.owner), path, digest, size, createdAt)
            VALUES (?, ?, ?, ?, ?)
            """,
            [owner.key, path, digest, size, now]
        )
    }

    /// Whether there was one.
    package func deleteArtifact(at path: Artifact.Path, of owner: ArtifactFolder) throws -> Bool {
        try connection.execute("DELETE FROM \(owner.rows) AND path = ?2", [owner.key, path]) > 0
    }
}

import GRDB
import RoostEntities

extension Reading {
    private static var selection: String {
        """
        SELECT id, path, kind, coalesce(blobDigest, linkDigest) AS digest, size, url, createdAt FROM artifact
        """
    }

    /// By path.
    package func artifacts(of version: Identifier<Version>, page: PageRequest) throws -> Page<Artifact> {
        let rows: [Artifact] = try connection.all(
            "\(Self.selection) WHERE versionID = ? AND path > ? ORDER BY path LIMIT ?",
            [version, try page.afterText() ?? "", page.rowLimit]
        )
        return try page.page(rows) { try PageToken(encoding: $0.path.text) }
    }

    /// All of them, by path.
    package func artifacts(of version: Identifier<Version>) throws -> [Artifact] {
        try connection.all("\(Self.selection) WHERE versionID = ? ORDER BY path", [version])
    }

    package func artifact(at path: Artifact.Path, of version: Identifier<Version>) throws -> Artifact? {
        try connection.first("\(Self.selection) WHERE versionID = ? AND path = ?", [version, path])
    }

    /// An artifact that makes a file at `path` impossible: one that needs a folder there, or one that is a file where
    /// `path` needs a folder.
    package func artifact(blocking path: Artifact.Path, of version: Identifier<Version>) throws -> Artifact? {
        let inside: Artifact? = try connection.first(
            "\(Self.selection) WHERE versionID = ?1 AND path > ?2 || '/' AND path < ?2 || '0' LIMIT 1",
            [version, path]
        )
        if let inside { return inside }
        for (index, byte) in zip(path.text.utf8.indices, path.text.utf8) where byte == UInt8(ascii: "/") {
            let folder = try Artifact.Path(String(path.text[..<index]))
            if let file = try artifact(at: folder, of: version) { return file }
        }
        return nil
    }
}

extension WriteTransaction {
    /// Puts artifacts under their paths; what was there before is replaced.
    package func putArtifacts(
        _ artifacts: [NewArtifact],
        of version: Identifier<Version>,
        at now: Timestamp
    ) throws {
        for artifact in artifacts {
            switch artifact.content {
            case .blob(let digest, let size):
                try connection.execute(
                    """
                    INSERT OR REPLACE INTO artifact (id, versionID, path, kind, blobDigest, size, createdAt)
                    VALUES (?, ?, ?, 'item', ?, ?, ?)
                    """,
                    [artifact.id, version, artifact.path, digest, size, now]
                )
            case .link(let url, let digest, let size):
                try connection.execute(
                    """
                    INSERT OR REPLACE INTO artifact (id, versionID, path, kind, linkDigest, size, url, createdAt)
                    VALUES (?, ?, ?, 'link', ?, ?, ?, ?)
                    """,
                    [artifact.id, version, artifact.path, digest, size, url, now]
                )
            }
        }
    }

    /// Gives a version the artifacts of another, each with an identifier of its own.
    package func copyArtifacts(
        from original: Identifier<Version>,
        to copy: Identifier<Version>,
        at now: Timestamp,
        id: () -> Identifier<Artifact>
    ) throws {
        let paths: [Artifact.Path] = try connection.values(
            "SELECT path FROM artifact WHERE versionID = ? ORDER BY path",
            [original]
        )
        for path in paths {
            try connection.execute(
                """
                INSERT INTO artifact (id, versionID, path, kind, blobDigest, linkDigest, size, url, createdAt)
                SELECT ?, ?, path, kind, blobDigest, linkDigest, size, url, ? FROM artifact
                WHERE versionID = ? AND path = ?
                """,
                [id(), copy, now, original, path]
            )
        }
    }

    /// Whether there was one.
    package func deleteArtifact(at path: Artifact.Path, of version: Identifier<Version>) throws -> Bool {
        try connection.execute("DELETE FROM artifact WHERE versionID = ? AND path = ?", [version, path]) > 0
    }

    /// Brings a version's counts in line with its artifacts.
    package func countArtifacts(of version: Identifier<Version>, at now: Timestamp) throws {
        try connection.execute(
            """
            UPDATE version SET updatedAt = ?1,
                artifactCount = (SELECT count(*) FROM artifact WHERE versionID = ?2),
                size = (SELECT coalesce(sum(size), 0) FROM artifact WHERE versionID = ?2 AND kind = 'item')
            WHERE id = ?2
            """,
            [now, version]
        )
    }
}

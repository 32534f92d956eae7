import GRDB
import RoostEntities

extension Reading {
    private static var selection: String { "SELECT path, digest, size, createdAt FROM runArtifact" }

    /// By path; of `folder` only when it is given.
    package func artifacts(of run: RunPlace, in folder: Artifact.Path?, page: PageRequest) throws -> Page<RunArtifact> {
        let prefix = folder.map { $0.text + "/" } ?? ""
        // "0" is what follows "/", and no path follows U+10FFFF.
        let end = folder.map { $0.text + "0" } ?? "\u{10FFFF}"
        let rows: [RunArtifact] = try connection.all(
            "\(Self.selection) WHERE runKey = ? AND path > ? AND path < ? ORDER BY path LIMIT ?",
            [run.key, max(prefix, try page.afterText() ?? ""), end, page.rowLimit]
        )
        return try page.page(rows) { try PageToken(encoding: $0.path.text) }
    }

    package func artifact(at path: Artifact.Path, of run: RunPlace) throws -> RunArtifact? {
        try connection.first("\(Self.selection) WHERE runKey = ? AND path = ?", [run.key, path])
    }

    package func artifactCount(of run: RunPlace) throws -> Int {
        try connection.value("SELECT count(*) FROM runArtifact WHERE runKey = ?", [run.key]) ?? 0
    }

    /// An artifact that makes a file at `path` impossible: one that needs a folder there, or one that is a file where
    /// `path` needs a folder.
    package func artifact(blocking path: Artifact.Path, of run: RunPlace) throws -> RunArtifact? {
        let inside: RunArtifact? = try connection.first(
            "\(Self.selection) WHERE runKey = ?1 AND path > ?2 || '/' AND path < ?2 || '0' LIMIT 1",
            [run.key, path]
        )
        if let inside { return inside }
        for (index, byte) in zip(path.text.utf8.indices, path.text.utf8) where byte == UInt8(ascii: "/") {
            let folder = try Artifact.Path(String(path.text[..<index]))
            if let file = try artifact(at: folder, of: run) { return file }
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
        of run: RunPlace,
        at now: Timestamp
    ) throws {
        try connection.execute(
            "INSERT OR REPLACE INTO runArtifact (runKey, path, digest, size, createdAt) VALUES (?, ?, ?, ?, ?)",
            [run.key, path, digest, size, now]
        )
    }

    /// Whether there was one.
    package func deleteArtifact(at path: Artifact.Path, of run: RunPlace) throws -> Bool {
        try connection.execute("DELETE FROM runArtifact WHERE runKey = ? AND path = ?", [run.key, path]) > 0
    }
}

import GRDB
import RoostEntities

/// Where what is kept beside a logged model finds it.
package struct LoggedModelPlace: Sendable, FetchableRecord {
    let key: Int64
    package let id: LoggedModel.ID
    package let projectID: Identifier<Project>

    package init(row: Row) throws {
        key = try row.decode(atIndex: 0)
        id = try row.decode(atIndex: 1)
        projectID = try row.decode(atIndex: 2)
    }

    package var folder: ArtifactFolder {
        ArtifactFolder(table: "loggedModelArtifact", owner: "modelKey", key: key.databaseValue, projectID: projectID)
    }
}

extension Reading {
    /// `nil` for one that was deleted.
    package func place(of model: LoggedModel.ID, in project: Identifier<Project>) throws -> LoggedModelPlace? {
        try connection.first(
            "SELECT key, id, projectID FROM loggedModel WHERE projectID = ? AND id = ? AND deletedAt IS NULL",
            [project, model]
        )
    }

    /// By path: all files of a logged model, or those below `folder`, `limit` at most.
    ///
    /// This is what a version that is made of the model takes over; the content is in the store of blobs already.
    package func loggedModelArtifacts(
        of model: LoggedModelPlace,
        in folder: Artifact.Path? = nil,
        limit: Int
    ) throws -> [RunArtifact] {
        try connection.all(
            """
            SELECT path, digest, size, createdAt FROM loggedModelArtifact
            WHERE modelKey = ? AND path > ? AND path < ? ORDER BY path LIMIT ?
            """,
            [model.key, folder.map { $0.text + "/" } ?? "", folder.map { $0.text + "0" } ?? "\u{10FFFF}", limit]
        )
    }
}

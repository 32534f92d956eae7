import GRDB
import RoostEntities

/// Where the files of one run, logged model or version are written down.
package struct ArtifactFolder: Sendable {
    let table: String
    /// The column of ``table`` that says whose a file is.
    let owner: String
    let key: DatabaseValue
    package let projectID: Identifier<Project>

    /// What statements about its files have in common.
    var rows: String { "\(table) WHERE \(owner) = ?1" }
}

extension RunPlace {
    package var folder: ArtifactFolder {
        ArtifactFolder(table: "runArtifact", owner: "runKey", key: key.databaseValue, projectID: projectID)
    }
}

extension Version {
    package var folder: ArtifactFolder {
        ArtifactFolder(table: "artifact", owner: "versionID", key: id.databaseValue, projectID: projectID)
    }
}

import RoostEntities

/// Where the files of one run or of one logged model are written down.
package struct ArtifactFolder: Sendable {
    let table: String
    /// The column of ``table`` that says whose a file is.
    let owner: String
    let key: Int64
    package let projectID: Identifier<Project>

    /// What statements about its files have in common.
    var rows: String { "\(table) WHERE \(owner) = ?1" }
}

extension RunPlace {
    package var folder: ArtifactFolder {
        ArtifactFolder(table: "runArtifact", owner: "runKey", key: key, projectID: projectID)
    }
}

import RoostEntities

/// An artifact's row to be.
package struct NewArtifact: Sendable {
    package enum Content: Sendable {
        case blob(Digest, size: Int64)
        case link(url: String, digest: Digest?, size: Int64?)
    }

    package var id: Identifier<Artifact>
    package var path: Artifact.Path
    package var content: Content

    package init(id: Identifier<Artifact>, path: Artifact.Path, content: Content) {
        self.id = id
        self.path = path
        self.content = content
    }
}

import RoostEntities
import RoostMetadataStore

/// A file that a version to be takes over: its content is here already.
struct VersionFile: Sendable, Hashable {
    /// Within the version.
    let path: Artifact.Path
    let digest: Digest
    /// In bytes.
    let size: Int64
}

/// Where the files of a version to be are, once that was looked up.
struct VersionSource: Sendable {
    /// As it is kept.
    var text: String
    var run: TrackedRunID?
    var loggedModel: LoggedModel.ID?
    /// By path; none leave the version open, unless it has a digest.
    var files: [VersionFile]
    /// What another version that is the source has beside its files.
    var links: [Artifact] = []
    /// Of another version that is the source; `nil` when it follows from the files.
    var digest: Digest?
    /// Where they came from, in Roost's own words; a place elsewhere is where clients look for them.
    var place: Version.Source
    /// What another version that is the source says of the model.
    var facts: VersionFacts?
}

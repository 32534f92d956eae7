import RoostEntities

/// Where the files of a version to be lie.
package enum VersionOrigin: Sendable, Hashable {
    /// Below a path of a run, or all of it; `experiment` is where the client takes the run to be, if it says so.
    case run(TrackedRunID, experiment: Int64?, path: Artifact.Path?)
    /// Below a path of a logged model, or all of it.
    case loggedModel(LoggedModel.ID, experiment: Int64?, path: Artifact.Path?)
    /// All of another version.
    case version(Reference)
    /// All of the newest version at a stage.
    case stage(Model.Name, TrackedVersion.Stage)
    /// Where Roost does not look.
    case elsewhere
    /// Nowhere: the version is a prompt, which is kept in its tags.
    case prompt
}

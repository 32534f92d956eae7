import RoostEntities

/// What the system gave a version that a client of the registry made.
package struct MadeVersion: Sendable, Hashable {
    package let number: Version.Number
    /// As it is kept: an alias that was named as the source is the number it pointed at.
    package let source: String
    package let run: TrackedRunID?
    package let loggedModel: LoggedModel.ID?
    package let createdAt: Timestamp
    package let updatedAt: Timestamp
}

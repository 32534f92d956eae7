import RoostEntities

/// What a token is good for.
package struct Session: Sendable, Codable, Hashable {
    package let name: String
    package let role: Role
    /// The only project it opens; `nil` opens all.
    package let project: Project.Name?
}

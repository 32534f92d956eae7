/// What to change about a model or a version; what is `nil` stays as it is.
package struct Changes: Sendable, Hashable, Codable {
    package var description: String?
    /// Put on top of the tags there are; a value of `nil` removes its key.
    package var tags: [String: String?]?
    package var archived: Bool?

    package init(description: String? = nil, tags: [String: String?]? = nil, archived: Bool? = nil) {
        self.description = description
        self.tags = tags
        self.archived = archived
    }
}

/// What to change of a model or a version; what is not said stays.
public struct Changes: Sendable, Hashable, Encodable {
    public var description: String?
    /// A tag set to `nil` is removed.
    public var tags: [String: String?]
    public var archived: Bool?

    public init(description: String? = nil, tags: [String: String?] = [:], archived: Bool? = nil) {
        self.description = description
        self.tags = tags
        self.archived = archived
    }

    private enum Key: String, CodingKey {
        case description, tags, archived
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(description, forKey: .description)
        try container.encodeIfPresent(tags.isEmpty ? nil : tags, forKey: .tags)
        try container.encodeIfPresent(archived, forKey: .archived)
    }
}

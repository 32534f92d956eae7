extension Item {
    /// What to change about an item; what is `nil` stays as it is.
    public struct Changes: Sendable, Hashable {
        /// `.some(nil)` takes it out of its subset.
        public var subset: Subset??
        /// All of it to be.
        public var metadata: [String: JSONValue]?

        public init(subset: Subset?? = nil, metadata: [String: JSONValue]? = nil) {
            self.subset = subset
            self.metadata = metadata
        }
    }
}

extension Item.Changes: Codable {
    private enum Key: String, CodingKey {
        case subset, metadata
    }

    /// A subset of `null` takes the item out of its subset.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            subset: container.contains(.subset)
                ? .some(try container.decodeIfPresent(Subset.self, forKey: .subset)) : nil,
            metadata: try container.decodeIfPresent([String: JSONValue].self, forKey: .metadata)
        )
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        if let subset { try container.encode(subset, forKey: .subset) }
        try container.encodeIfPresent(metadata, forKey: .metadata)
    }
}

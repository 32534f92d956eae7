extension Annotation {
    /// What to say about an item that is there.
    ///
    /// Without a ``version`` it is ground truth; with one it is what that version predicts.
    public struct Addition: Sendable, Hashable {
        /// Chosen by whoever adds it, so that adding it twice does no harm; `nil` lets the system choose.
        public var id: Identifier<Annotation>?
        public var itemID: Identifier<Item>
        public var draft: Draft
        public var version: Reference?

        public init(
            id: Identifier<Annotation>? = nil,
            itemID: Identifier<Item>,
            _ draft: Draft,
            version: Reference? = nil
        ) {
            self.id = id
            self.itemID = itemID
            self.draft = draft
            self.version = version
        }
    }

    /// What to say instead; what is `nil` stays as it is.
    public struct Changes: Sendable, Hashable, Codable {
        public var label: String?
        public var geometry: Geometry?
        /// 0 to 1; only a prediction has one.
        public var score: Double?
        /// All of them to be.
        public var attributes: [String: JSONValue]?

        public init(
            label: String? = nil,
            geometry: Geometry? = nil,
            score: Double? = nil,
            attributes: [String: JSONValue]? = nil
        ) {
            self.label = label
            self.geometry = geometry
            self.score = score
            self.attributes = attributes
        }
    }

    /// What it says, with `changes` on top.
    package func draft(applying changes: Changes = Changes()) -> Draft {
        Draft(
            label: changes.label ?? label,
            geometry: changes.geometry ?? geometry,
            score: changes.score ?? score,
            attributes: changes.attributes ?? attributes
        )
    }
}

extension Annotation.Addition: Codable {
    private enum Key: String, CodingKey {
        case id, itemID, version
    }

    /// The members of the draft stand beside its own.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            id: try container.decodeIfPresent(Identifier<Annotation>.self, forKey: .id),
            itemID: try container.decode(Identifier<Item>.self, forKey: .itemID),
            try Annotation.Draft(from: decoder),
            version: try container.decodeIfPresent(Reference.self, forKey: .version)
        )
    }

    public func encode(to encoder: any Encoder) throws {
        try draft.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(id, forKey: .id)
        try container.encode(itemID, forKey: .itemID)
        try container.encodeIfPresent(version, forKey: .version)
    }
}

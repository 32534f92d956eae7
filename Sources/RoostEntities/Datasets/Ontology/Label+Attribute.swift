extension Label {
    /// Something an annotation with this label may, or must, say beyond the name.
    public struct Attribute: Sendable, Hashable {
        public enum Kind: String, Sendable, Codable, CaseIterable {
            case text, number, boolean
            /// One of ``Attribute/choices``.
            case choice
        }

        /// 1 to 128 bytes.
        public let name: String
        public let kind: Kind
        /// What a `choice` is between; empty for the other kinds.
        public let choices: [String]
        public let isRequired: Bool

        public init(
            _ name: String,
            _ kind: Kind,
            choices: [String] = [],
            isRequired: Bool = false
        ) throws(RoostError) {
            guard (1...128).contains(name.utf8.count) else {
                throw RoostError(.invalidArgument, "\(quoted(name)) is no attribute: its name has 1 to 128 bytes")
            }
            guard (kind == .choice) != choices.isEmpty, Set(choices).count == choices.count else {
                throw RoostError(
                    .invalidArgument,
                    "attribute \(quoted(name)): a choice has choices, each once, and nothing else has any"
                )
            }
            self.name = name
            self.kind = kind
            self.choices = choices
            self.isRequired = isRequired
        }
    }
}

extension Label.Attribute: Codable {
    private enum Key: String, CodingKey {
        case name, kind, choices
        case isRequired = "required"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        try self.init(
            container.decode(String.self, forKey: .name),
            container.decode(Kind.self, forKey: .kind),
            choices: container.decodeIfPresent([String].self, forKey: .choices) ?? [],
            isRequired: container.decodeIfPresent(Bool.self, forKey: .isRequired) ?? false
        )
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(kind, forKey: .kind)
        if !choices.isEmpty { try container.encode(choices, forKey: .choices) }
        if isRequired { try container.encode(isRequired, forKey: .isRequired) }
    }
}

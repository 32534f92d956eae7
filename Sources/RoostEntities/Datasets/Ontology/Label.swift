/// One thing an annotation can say.
///
/// The labels of a dataset are its ontology: a tree through their parents, with what annotations may add to each.
public struct Label: Sendable, Hashable {
    /// 1 to 256 bytes, no control character.
    public let name: String
    /// The label this one is a kind of.
    public let parent: String?
    public let color: Color?
    /// What an annotation may say beyond the name; anything when empty.
    public let attributes: [Attribute]

    public init(
        _ name: String,
        parent: String? = nil,
        color: Color? = nil,
        attributes: [Attribute] = []
    ) throws(RoostError) {
        try Self.check(name)
        if let parent { try Self.check(parent) }
        guard parent != name else {
            throw RoostError(.invalidArgument, "label \(quoted(name)) cannot be its own parent; leave the parent out")
        }
        guard Set(attributes.map(\.name)).count == attributes.count else {
            throw RoostError(.invalidArgument, "label \(quoted(name)) has an attribute twice; name each once")
        }
        self.name = name
        self.parent = parent
        self.color = color
        self.attributes = attributes
    }

    private static func check(_ name: String) throws(RoostError) {
        guard (1...256).contains(name.utf8.count),
            name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(name)) is no label: it has 1 to 256 bytes and no control character"
            )
        }
    }
}

extension Label: Codable {
    private enum Key: String, CodingKey {
        case name, parent, color, attributes
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        try self.init(
            container.decode(String.self, forKey: .name),
            parent: container.decodeIfPresent(String.self, forKey: .parent),
            color: container.decodeIfPresent(Color.self, forKey: .color),
            attributes: container.decodeIfPresent([Attribute].self, forKey: .attributes) ?? []
        )
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encodeIfPresent(parent, forKey: .parent)
        try container.encodeIfPresent(color, forKey: .color)
        if !attributes.isEmpty { try container.encode(attributes, forKey: .attributes) }
    }
}

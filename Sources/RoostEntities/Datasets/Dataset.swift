/// Items with their annotations, and the labels these may use.
public struct Dataset: Sendable, Codable, Equatable, Identifiable {
    /// The same grammar as a model's.
    public typealias Name = Model.Name

    public let id: Identifier<Dataset>
    public let projectID: Identifier<Project>
    public let name: Name
    public let description: String
    /// The ontology: which labels annotations may carry, in order.
    public let labels: [Label]
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let deletedAt: Timestamp?
    public let itemCount: Int
    public let annotationCount: Int
    /// How many items each subset has; items without one under "".
    public let subsets: [String: Int]
}

/// One thing an annotation can say.
public struct Label: Sendable, Codable, Hashable {
    /// 1 to 256 bytes, no control character.
    public let name: String

    public init(_ name: String) throws(RoostError) {
        guard (1...256).contains(name.utf8.count),
            name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(name)) is no label: it has 1 to 256 bytes and no control character"
            )
        }
        self.name = name
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(container.decode(String.self, forKey: .name))
    }
}

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
    /// Whether ground truth may carry only labels that are there; else new ones are added.
    public let isStrict: Bool
    /// What else is known about it, by name.
    public let metadata: [String: JSONValue]
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let deletedAt: Timestamp?
    public let itemCount: Int
    public let annotationCount: Int
    /// How many items each subset has; items without one under "".
    public let subsets: [String: Int]

    private enum CodingKeys: String, CodingKey {
        case id, projectID, name, description, labels
        case isStrict = "strict"
        case metadata, createdAt, updatedAt, deletedAt, itemCount, annotationCount, subsets
    }
}

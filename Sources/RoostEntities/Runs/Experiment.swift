/// A name under which runs gather.
public struct Experiment: Sendable, Codable, Equatable, Identifiable {
    /// The experiment's name in its project: free text on one line.
    ///
    /// It has 1 to 500 bytes, not all of them blank, and no control character.
    public struct Name: Grammar {
        public let text: String

        public init(_ text: String) throws(RoostError) {
            guard isLine(text, limit: 500), !text.allSatisfy(\.isWhitespace) else {
                throw RoostError(
                    .invalidArgument,
                    "\(quoted(text)) is no experiment name: it has 1 to 500 bytes, is not blank "
                        + "and holds no control character"
                )
            }
            self.text = text
        }
    }

    public let id: Identifier<Experiment>
    public let projectID: Identifier<Project>
    public let name: Name
    public let description: String
    public let tags: Tags
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let deletedAt: Timestamp?

    package init(
        id: Identifier<Experiment>,
        projectID: Identifier<Project>,
        name: Name,
        description: String,
        tags: Tags,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        deletedAt: Timestamp?
    ) {
        self.id = id
        self.projectID = projectID
        self.name = name
        self.description = description
        self.tags = tags
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.deletedAt = deletedAt
    }
}

/// Whether `text` is one to `limit` bytes without a control character.
func isLine(_ text: String, limit: Int) -> Bool {
    (1...limit).contains(text.utf8.count)
        && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
}

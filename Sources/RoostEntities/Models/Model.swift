/// A name under which versions gather.
public struct Model: Sendable, Codable, Equatable, Identifiable {
    /// The model's name in its project.
    ///
    ///     name = (letter | digit) { letter | digit | "." | "_" | "-" }       128 characters at most
    public struct Name: Grammar {
        public let text: String

        public init(_ text: String) throws(RoostError) {
            let allowed = { (byte: UInt8) in byte.isASCIIAlphanumeric || byte.isDashOrUnderscore || byte.isDot }
            guard follows(text, limit: 128, first: \.isASCIIAlphanumeric, rest: allowed) else {
                throw RoostError(
                    .invalidArgument,
                    "\(quoted(text)) is no model name: start with a letter or digit, "
                        + "then letters, digits, '.', '_' or '-', 128 at most"
                )
            }
            self.text = text
        }
    }

    public let id: Identifier<Model>
    public let projectID: Identifier<Project>
    public let name: Name
    public let description: String
    public let tags: Tags
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let archivedAt: Timestamp?
    public let deletedAt: Timestamp?
    /// How many versions are not deleted.
    public let versionCount: Int
    /// The highest number among them.
    public let latestVersion: Version.Number?
}

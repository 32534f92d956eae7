/// Where a team's models, datasets and executions live, and what its roles speak of.
public struct Project: Sendable, Codable, Equatable, Identifiable {
    /// The project's name in addresses.
    ///
    ///     name = (lower-case letter | digit) { lower-case letter | digit | "-" }       63 characters at most
    public struct Name: Grammar {
        public let text: String

        public init(_ text: String) throws(RoostError) {
            let allowed = { (byte: UInt8) in byte.isASCIILowercase || byte.isASCIIDigit }
            guard follows(text, limit: 63, first: allowed, rest: { allowed($0) || $0 == UInt8(ascii: "-") }) else {
                throw RoostError(
                    .invalidArgument,
                    "\(quoted(text)) is no project name: start with a-z or 0-9, then a-z, 0-9 or '-', 63 at most"
                )
            }
            self.text = text
        }
    }

    public let id: Identifier<Project>
    public let name: Name
    public let description: String
    public let createdAt: Timestamp
}

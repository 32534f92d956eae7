/// A name under which versions gather.
public struct Model: Sendable, Codable, Equatable, Identifiable {
    /// The model's name in its project: what people call it, in any script.
    ///
    /// 1 to 128 characters (Unicode scalars) and 200 bytes at most, none of `/ \ : @`, no control character, no white
    /// space at its ends, and neither `.` nor `-` at its start: so it can stand in a ``Reference``, an address, a command
    /// line and the name of a folder.
    public struct Name: Grammar {
        public let text: String

        public init(_ text: String) throws(RoostError) {
            guard Self.isName(text) else {
                throw RoostError(
                    .invalidArgument,
                    "\(quoted(text)) is no model name: it has 1 to 128 characters (200 bytes at most), none of / \\ : @, "
                        + "no control character, no space at its ends and no '.' or '-' at its start"
                )
            }
            self.text = text
        }

        private static func isName(_ text: String) -> Bool {
            let scalars = text.unicodeScalars
            guard let first = scalars.first, let last = scalars.last else { return false }
            return scalars.count <= 128 && text.utf8.count <= 200 && first != "." && first != "-"
                && !first.properties.isWhitespace && !last.properties.isWhitespace
                && scalars.allSatisfy {
                    !["/", "\\", ":", "@"].contains($0) && $0.properties.generalCategory != .control
                }
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

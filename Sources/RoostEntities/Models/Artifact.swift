/// A file of a version: content the store holds, or a link to content elsewhere.
public struct Artifact: Sendable, Codable, Equatable, Identifiable {
    /// A file's place within its version or dataset, always relative and always inside.
    ///
    ///     path = component { "/" component }       1,024 bytes at most
    ///
    /// A component has 1 to 255 bytes, is neither `.` nor `..` and holds no control character and no backslash.
    public struct Path: Grammar {
        public let text: String

        public init(_ text: String) throws(RoostError) {
            guard text.utf8.count <= 1024,
                text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy(Self.allows)
            else {
                throw RoostError(
                    .invalidArgument,
                    "\(quoted(text)) is no path here: use relative components without '.', '..', '\\' or control characters"
                )
            }
            self.text = text
        }

        private static func allows(_ component: Substring) -> Bool {
            (1...255).contains(component.utf8.count) && component != "." && component != ".."
                && component.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "\\" }
        }

        /// The last component.
        public var name: String {
            String(text[(text.lastIndex(of: "/").map(text.index(after:)) ?? text.startIndex)...])
        }
    }

    public enum Kind: String, Sendable, Codable {
        case item, link
    }

    public let id: Identifier<Artifact>
    public let path: Path
    public let kind: Kind
    /// Of the content; for a link what it is expected to be, if that was said.
    public let digest: Digest?
    /// In bytes; for a link what it is expected to be, if that was said.
    public let size: Int64?
    /// Where a link leads.
    public let url: String?
    public let createdAt: Timestamp

    /// What to put under a path.
    public struct Draft: Hashable, Sendable, Codable {
        public let path: Path
        /// Content that was uploaded before.
        public let digest: Digest?
        public let url: String?
        public let size: Int64?

        public init(path: Path, digest: Digest) {
            self.path = path
            self.digest = digest
            url = nil
            size = nil
        }

        public init(path: Path, link url: String, digest: Digest? = nil, size: Int64? = nil) {
            self.path = path
            self.url = url
            self.digest = digest
            self.size = size
        }
    }
}

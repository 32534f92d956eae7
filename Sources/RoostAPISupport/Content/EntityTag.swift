import RoostEntities

/// Names a state of some content, so that nobody fetches twice what they have.
package struct EntityTag: Hashable, Sendable, CustomStringConvertible {
    private let digest: Digest

    package init(_ digest: Digest) {
        self.digest = digest
    }

    package var description: String { "\"\(digest)\"" }

    /// Whether an `If-None-Match` header names this state.
    package func matches(ifNoneMatch header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { candidate in
            let tag = candidate.drop { $0 == " " || $0 == "\t" }
            return tag.prefix { $0 != " " } == "*" || tag.drop(while: "W/".contains).hasPrefix(description)
        }
    }
}

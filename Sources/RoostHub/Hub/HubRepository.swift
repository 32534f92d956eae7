/// A model repository of the hub at some revision, such as `google/vit-base-patch16-224@main`.
///
///     repository = [ owner "/" ] name [ "@" revision ]
///
/// Owner and name have 1 to 96 letters, digits, `-`, `_` and `.`; they do not begin or end with `-` or `.` and have
/// neither `--` nor `..`. A revision is a branch, a tag or a commit; `main` when it is left out.
package struct HubRepository: Hashable, Sendable, CustomStringConvertible {
    /// `owner/name`, or a name alone for the few that have no owner.
    package let name: String
    package let revision: String

    package init(_ text: some StringProtocol) throws(HubError) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let names = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        let revision = parts.count > 1 ? String(parts[1]) : "main"
        guard (1...2).contains(names.count), names.allSatisfy({ Self.allows(name: Substring($0)) }),
            Self.allows(revision: revision)
        else {
            throw HubError(
                .invalid,
                "\(quoted(text)) names no repository of the hub; it looks like google/vit-base-patch16-224 or "
                    + "google/vit-base-patch16-224@main"
            )
        }
        name = String(parts[0])
        self.revision = revision
    }

    /// Whether the revision is a commit already and cannot move.
    package var isPinned: Bool { Self.isCommit(revision) }

    package var description: String { "\(name)@\(revision)" }

    /// The folder that all tools of the hub keep it in.
    var folderName: String { "models--" + name.split(separator: "/").joined(separator: "--") }

    static func isCommit(_ text: String) -> Bool {
        text.utf8.count == 40 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    private static func allows(name: Substring) -> Bool {
        (1...96).contains(name.utf8.count) && name.utf8.allSatisfy(Self.isNameByte)
            && !name.contains("--") && !name.contains("..")
            && !["-", "."].contains { name.hasPrefix($0) || name.hasSuffix($0) }
    }

    private static func allows(revision: String) -> Bool {
        let parts = revision.split(separator: "/", omittingEmptySubsequences: false)
        return revision.utf8.count <= 255
            && parts.allSatisfy { $0 != "" && $0 != "." && $0 != ".." && $0.utf8.allSatisfy(Self.isNameByte) }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }
}

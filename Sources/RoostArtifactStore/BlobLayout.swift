import RoostEntities

/// Where things lie in the folder of a store.
///
///     sha256/ab/cd/<digest>     content, never changed
///     incoming/<random>         content that is still coming in one go
///     uploads/<upload id>       content that comes in parts
struct BlobLayout {
    /// An absolute path without a slash at its end.
    let root: String

    var contents: String { "\(root)/sha256" }
    var incoming: String { "\(root)/incoming" }
    var uploads: String { "\(root)/uploads" }

    /// The folders on the way to some content, outermost first.
    func folders(of digest: Digest) -> [String] {
        let outer = "\(contents)/\(digest.text.prefix(2))"
        return [contents, outer, "\(outer)/\(digest.text.dropFirst(2).prefix(2))"]
    }

    func path(of digest: Digest) -> String {
        "\(contents)/\(digest.text.prefix(2))/\(digest.text.dropFirst(2).prefix(2))/\(digest.text)"
    }

    func path(of id: Identifier<Upload>) -> String {
        "\(uploads)/\(id)"
    }

    /// A path that nobody has.
    func newIncoming() -> String {
        "\(incoming)/\(String(UInt64.random(in: 0 ... .max), radix: 36))\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    }
}

import RoostEntities

/// Where things lie in the folder of a store.
///
///     sha256/ab/cd/<digest>     content, never changed
///     incoming/<random>         content that is still coming in one go
///     uploads/<upload id>       content that comes piece by piece, in order
///     parts/<upload id>/        content that comes in numbered parts: see ``PartFolder``
///     settled/<upload id>       what became content out of parts
///     journal/<random>          small content again, until its files are flushed
struct BlobLayout {
    /// An absolute path without a slash at its end.
    let root: String

    var contents: String { "\(root)/sha256" }
    var incoming: String { "\(root)/incoming" }
    var uploads: String { "\(root)/uploads" }
    var parts: String { "\(root)/parts" }
    var settled: String { "\(root)/settled" }
    var journal: String { "\(root)/journal" }

    /// A file or folder and the folder that holds its name.
    struct Step {
        let parent: String
        let path: String
    }

    /// The folders that lead to some content, outermost first, and the content.
    func way(to digest: Digest) -> [Step] {
        let outer = "\(contents)/\(digest.text.prefix(2))"
        let inner = "\(outer)/\(digest.text.dropFirst(2).prefix(2))"
        return [
            Step(parent: contents, path: outer),
            Step(parent: outer, path: inner),
            Step(parent: inner, path: path(of: digest)),
        ]
    }

    func path(of digest: Digest) -> String {
        "\(contents)/\(digest.text.prefix(2))/\(digest.text.dropFirst(2).prefix(2))/\(digest.text)"
    }

    func path(of id: Identifier<Upload>) -> String {
        "\(uploads)/\(id)"
    }

    func parts(of id: Identifier<Upload>) -> PartFolder {
        PartFolder(path: "\(parts)/\(id)")
    }

    func settled(_ id: Identifier<Upload>) -> String {
        "\(settled)/\(id)"
    }

    /// A path for the folder of parts that are going away; no upload has such a name.
    func newGone() -> String {
        "\(Self.newPath(in: parts))-gone"
    }

    func newIncoming() -> String {
        Self.newPath(in: incoming)
    }

    /// A path that nobody has.
    static func newPath(in folder: String) -> String {
        "\(folder)/\(String(UInt64.random(in: 0 ... .max), radix: 36))\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    }
}

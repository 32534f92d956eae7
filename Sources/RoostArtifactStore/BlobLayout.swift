import RoostEntities

/// Where things lie in the folder of a store.
///
///     content/ab/<digest>       content, never changed
///     incoming/<random>         content that is still coming in one go
///     uploads/<upload id>       content that comes piece by piece, in order
///     parts/<upload id>/        content that comes in numbered parts: see ``PartFolder``
///     settled/<upload id>       what became content out of parts
///     journal/<random>          small content again, until its files are flushed
struct BlobLayout {
    /// An absolute path without a slash at its end.
    let root: String

    var contents: String { "\(root)/content" }
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

    /// The folder that leads to some content, and the content.
    func way(to digest: Digest) -> [Step] {
        let folder = folder(of: digest)
        return [Step(parent: contents, path: folder), Step(parent: folder, path: "\(folder)/\(digest.text)")]
    }

    func path(of digest: Digest) -> String {
        "\(folder(of: digest))/\(digest.text)"
    }

    func folder(of digest: Digest) -> String {
        "\(contents)/\(digest.text.prefix(2))"
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

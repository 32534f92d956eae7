import struct Crypto.SHA256
import Foundation
import RoostEntities

/// The digest that names a version's content as a whole.
///
/// SHA-256 over one line an artifact, `path NUL content LF`, in the order of the paths' bytes; `content` is the digest
/// of what the store holds, or the address of a link. So versions with the same files have the same digest, whoever
/// pushed them.
struct VersionDigest {
    private var hash = SHA256()

    /// - Parameter artifacts: sorted by path.
    init(_ artifacts: [Artifact]) {
        for artifact in artifacts {
            add(artifact)
        }
    }

    /// - Parameter files: sorted by path.
    init(_ files: [VersionFile]) {
        for file in files {
            add(file.path, file.digest.text)
        }
    }

    var digest: Digest { Digest(bytes: hash.finalize()) }

    private mutating func add(_ artifact: Artifact) {
        let content =
            switch artifact.kind {
            case .item: artifact.digest?.text
            case .link: artifact.url
            }
        add(artifact.path, content ?? "")
    }

    private mutating func add(_ path: Artifact.Path, _ content: String) {
        hash.update(data: Data("\(path)\0\(content)\n".utf8))
    }
}

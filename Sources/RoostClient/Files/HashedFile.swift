import Foundation
import NIOCore

/// A file of this machine and the name its content has in a store.
struct HashedFile: Sendable {
    let url: URL
    let size: Int64
    let digest: Digest

    /// Reads the whole file, a piece at a time; blocks while it does.
    init(_ url: URL) throws(RoostError) {
        let file = try OpenFile(reading: url)
        var hash = ContentHash()
        var position: Int64 = 0
        while true {
            let piece = try file.read(at: position, count: 1 << 20)
            guard piece.readableBytes > 0 else { break }
            hash.update(piece)
            position += Int64(piece.readableBytes)
        }
        guard position == file.size else {
            throw RoostError(.unavailable, "\(file.path) changed while it was read; try again when nobody writes it")
        }
        self.url = url
        size = position
        digest = hash.digest
    }
}

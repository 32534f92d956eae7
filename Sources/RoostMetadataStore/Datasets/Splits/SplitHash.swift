import struct Crypto.SHA256
import GRDB
import RoostEntities

/// The lot that decides where an item goes: reproducible wherever SHA-256 is.
enum SplitHash {
    /// The first 64 bits of SHA-256 of `<seed>/<path>`, in an order that SQLite's signed integers have too.
    static func value(seed: UInt64, path: String) -> Int64 {
        var hash = SHA256()
        let seed = "\(seed)/"
        seed.utf8.withContiguousStorageIfAvailable { hash.update(data: $0) }
        var path = path
        path.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        let bits = hash.finalize().prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int64(bitPattern: bits ^ 1 << 63)
    }
}

import Crypto
import Foundation
import RoostEntities

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The features of many items, a row each, mapped into memory from their file.
///
/// A class because the mapping has one owner and must be undone exactly once, when the last user lets go.
// Sendable: `bytes` is valid and never written through from `init` to `deinit`. Files of features are never changed
// once they have their name; they are replaced by renaming, which leaves the mapped one as it is.
package final class FeatureMatrix: @unchecked Sendable {
    /// Features of an item; a row has one number more, which is 1, or 0 for an item that has none.
    package let features: Int
    package let rowCount: Int
    let key: RoostEntities.Digest
    /// All rows.
    let bytes: UnsafeRawBufferPointer
    private let mapping: UnsafeMutableRawPointer
    private let mappedSize: Int

    /// Numbers in a row.
    var width: Int { features + 1 }

    /// Maps a file of features and checks every byte of it.
    ///
    /// Blocks.
    ///
    /// - Throws: ``RoostError``: `notFound` when there is no such file, `corrupted` when it is not what it was.
    package init(_ file: URL) throws(RoostError) {
        let name = file.lastPathComponent
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw RoostError(.notFound, "there are no features in \(name)") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, Int(status.st_size) >= FeatureHeader.size,
            let address = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED
        else { throw Self.damaged(name) }
        let whole = UnsafeRawBufferPointer(start: address, count: Int(status.st_size))
        guard let header = FeatureHeader(whole), header.finishedRows == header.rowCount,
            header.fileSize == whole.count,
            Array(SHA256.hash(bytes: UnsafeRawBufferPointer(rebasing: whole[FeatureHeader.size...]))) == header.content
        else {
            munmap(address, Int(status.st_size))
            throw Self.damaged(name)
        }
        features = header.features
        rowCount = header.rowCount
        key = header.key
        mapping = address
        mappedSize = whole.count
        bytes = UnsafeRawBufferPointer(rebasing: whole[FeatureHeader.size...])
    }

    deinit {
        munmap(mapping, mappedSize)
    }

    /// Whether an item has features.
    package func hasFeatures(_ row: Int) -> Bool {
        bytes.loadUnaligned(fromByteOffset: (row * width + features) * 4, as: Float.self) == 1
    }

    /// The numbers of some neighbouring rows.
    func rows(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[range.lowerBound * width * 4..<range.upperBound * width * 4])
    }

    private static func damaged(_ name: String) -> RoostError {
        RoostError(.corrupted, "the features in \(name) are damaged; remove the file, and they are computed again")
    }
}

extension SHA256 {
    fileprivate static func hash(bytes: UnsafeRawBufferPointer) -> SHA256.Digest {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        return hash.finalize()
    }
}

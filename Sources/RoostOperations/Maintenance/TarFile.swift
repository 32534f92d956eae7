import Foundation
import NIOCore
import RoostEntities

/// A tar archive in a file, looked at entry by entry.
struct TarFile: Sendable {
    struct Entry: Sendable {
        let header: TarHeader
        /// Where in the archive the content is.
        let content: Range<Int64>

        /// Where the next entry begins.
        var next: Int64 { content.upperBound + Int64(TarHeader.padding(after: header.size)) }
    }

    let url: URL
    /// In bytes.
    let size: Int64

    /// It blocks.
    init(_ url: URL) throws {
        self.url = url
        size = try FileRange.size(of: url)
    }

    /// The entry at `offset`, `nil` at the archive's end mark; it blocks.
    ///
    /// - Throws: `corrupted` when the archive is cut short or no archive.
    func entry(at offset: Int64) throws -> Entry? {
        let start = offset + Int64(TarHeader.blockSize)
        guard start <= size else { throw TarHeader.corrupted("its end is missing") }
        let block = Array(buffer: try FileRange.read(offset..<start, of: url))
        guard block.contains(where: { $0 != 0 }) else { return nil }
        let header = try TarHeader(block: block)
        guard header.size <= size - start else { throw TarHeader.corrupted("\(quoted(header.path)) is cut short") }
        return Entry(header: header, content: start..<start + header.size)
    }
}

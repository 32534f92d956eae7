import Foundation

/// Reads a snapshot's manifest as its bytes come, with no more than a line of it in memory.
package struct SnapshotReader {
    /// The longest line that is taken, in bytes.
    private static let longestLine = 256 << 20

    package private(set) var header: SnapshotHeader?
    private var rest = Data()

    package init() {}

    /// The items whose lines end in `bytes`.
    ///
    /// - Throws: `corrupted` when a line does not say what it should, `unsupported` when another format is used.
    package mutating func read(_ bytes: some Sequence<UInt8>) throws -> [SnapshotItem] {
        rest.append(contentsOf: bytes)
        guard let end = rest.lastIndex(of: 0x0A) else {
            guard rest.count <= Self.longestLine else {
                throw RoostError(.corrupted, "a line of the snapshot's manifest has no end; run 'roost doctor --deep'")
            }
            return []
        }
        defer { rest = Data(rest[(end + 1)...]) }
        var lines = rest[...end]
        if header == nil, let first = lines.firstIndex(of: 0x0A) {
            header = try readHeader(lines[..<first])
            lines = lines[(first + 1)...]
        }
        return try Self.items(lines)
    }

    /// - Throws: `corrupted` when the end is missing.
    package func finish() throws(RoostError) {
        guard rest.isEmpty, header != nil else {
            throw RoostError(.corrupted, "the snapshot's manifest ends too early; run 'roost doctor --deep'")
        }
    }

    private func readHeader(_ line: Data) throws -> SnapshotHeader {
        let header = try SnapshotLine.decode(SnapshotHeader.self, from: line)
        guard header.format == SnapshotHeader.currentFormat else {
            throw RoostError(
                .unsupported,
                "the snapshot has the format \(quoted(header.format)), which this Roost does not know; use a newer one"
            )
        }
        return header
    }

    /// Many lines are decoded faster as one array.
    private static func items(_ lines: Data) throws -> [SnapshotItem] {
        guard !lines.isEmpty else { return [] }
        var array = Data("[".utf8)
        array.append(lines.dropLast())
        array.append(UInt8(ascii: "]"))
        for index in array.indices where array[index] == 0x0A {
            array[index] = UInt8(ascii: ",")
        }
        return try SnapshotLine.decode([SnapshotItem].self, from: array)
    }
}

import Foundation
import RoostEntities

/// The file an execution's worker writes its log to.
struct ExecutionLog: Sendable {
    /// How much is read at once, in bytes.
    private static let largest = 256 << 10

    let url: URL

    init(of execution: Identifier<Execution>, in home: URL) {
        url =
            home
            .appending(path: "executions", directoryHint: .isDirectory)
            .appending(path: execution.description, directoryHint: .isDirectory)
            .appending(path: "log", directoryHint: .notDirectory)
    }

    /// What there is from `offset` on, cut where a character ends.
    ///
    /// It blocks. A log that is not there yet is empty. Bytes that are no UTF-8 are shown as replacement characters.
    func read(from offset: Int64) throws -> (text: String, nextOffset: Int64) {
        guard let handle = try? FileHandle(forReadingFrom: url) else { return ("", offset) }
        defer { try? handle.close() }
        let size = try handle.seekToEnd()
        guard offset >= 0, UInt64(offset) <= size else {
            throw RoostError(.outOfRange, "the log has \(size) bytes; ask for a part that begins within")
        }
        try handle.seek(toOffset: UInt64(offset))
        let bytes = try handle.read(upToCount: Self.largest) ?? Data()
        let whole = bytes.prefix(bytes.count - Self.incompleteSuffix(of: bytes))
        return (String(decoding: whole, as: UTF8.self), offset + Int64(whole.count))
    }

    /// How many bytes at the end begin a character whose rest is not there.
    private static func incompleteSuffix(of bytes: Data) -> Int {
        for (back, byte) in bytes.suffix(3).reversed().enumerated() where byte & 0xC0 != 0x80 {
            let length =
                switch byte {
                case 0xC2...0xDF: 2
                case 0xE0...0xEF: 3
                case 0xF0...0xF4: 4
                default: 1
                }
            return length > back + 1 ? back + 1 : 0
        }
        return 0
    }
}

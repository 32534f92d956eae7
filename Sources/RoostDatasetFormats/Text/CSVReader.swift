import RoostEntities

/// Reads comma-separated values as RFC 4180 has them, a row at a time.
struct CSVReader {
    /// Counted from 1; where the row that was read last began.
    private(set) var line = 1
    private let bytes: [UInt8]
    private var position = 0
    private var nextLine = 1
    private static let fieldLimit = 1 << 20

    init(_ text: String) {
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next row that is not empty; `nil` at the end.
    mutating func row() throws(RoostError) -> [String]? {
        while position < bytes.count {
            line = nextLine
            let fields = try fields()
            if fields != [""] { return fields }
        }
        return nil
    }

    private mutating func fields() throws(RoostError) -> [String] {
        var fields: [String] = []
        while true {
            fields.append(try field())
            guard position < bytes.count else { return fields }
            let separator = bytes[position]
            position += 1
            if separator == UInt8(ascii: ",") {
                guard fields.count < 1000 else { throw failure("has more than 1000 columns") }
                continue
            }
            if separator == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
            nextLine += 1
            return fields
        }
    }

    private mutating func field() throws(RoostError) -> String {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return try plain() }
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") {
                guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                    return try closed(content)
                }
                position += 1
            }
            if byte == 0x0A { nextLine += 1 }
            content.append(byte)
            guard content.count <= Self.fieldLimit else { throw failure("has a field of more than 1 MiB") }
        }
        throw failure("has a quote that never ends")
    }

    private mutating func plain() throws(RoostError) -> String {
        let start = position
        while position < bytes.count, ![0x2C, 0x0A, 0x0D].contains(bytes[position]) {
            guard bytes[position] != UInt8(ascii: "\"") else { throw failure("has a quote inside a field") }
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private func closed(_ content: [UInt8]) throws(RoostError) -> String {
        guard position == bytes.count || [0x2C, 0x0A, 0x0D].contains(bytes[position]) else {
            throw failure("has something after a closing quote")
        }
        return String(decoding: content, as: UTF8.self)
    }

    func failure(_ what: String) -> RoostError {
        RoostError(.corrupted, "line \(line) \(what)")
    }
}

import RoostEntities

/// Reads a small XML document: elements, attributes and text, in UTF-8.
///
/// There are no document types and so no entities but the five of XML itself: nothing expands and nothing is fetched.
struct XMLReader {
    private let bytes: [UInt8]
    private var position = 0
    private var nodes = 0
    private static let depthLimit = 32
    private static let nodeLimit = 1_000_000

    /// - Throws: `corrupted` with the line, for whatever is not such a document.
    static func read(_ bytes: [UInt8]) throws(RoostError) -> XMLNode {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw RoostError(.corrupted, "it is not UTF-8 text; save it as UTF-8")
        }
        var reader = XMLReader(bytes: bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
        try reader.skipMisc()
        let root = try reader.element(depth: 0)
        try reader.skipMisc()
        guard reader.position == bytes.count else { throw reader.failure("something follows the document") }
        return root
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func element(depth: Int) throws(RoostError) -> XMLNode {
        guard depth < Self.depthLimit else { throw failure("it is nested more than \(Self.depthLimit) deep") }
        nodes += 1
        guard nodes <= Self.nodeLimit else { throw failure("it has more than \(Self.nodeLimit) elements") }
        guard take("<") else { throw failure("an element is expected") }
        var node = XMLNode(name: try name())
        while true {
            skipSpace()
            if take("/>") { return node }
            if take(">") { break }
            let key = try name()
            skipSpace()
            guard take("=") else { throw failure("an attribute needs a value") }
            skipSpace()
            node.attributes[key] = try quotedText()
        }
        var text: [UInt8] = []
        while true {
            guard let byte = peek else { throw failure("<\(node.name)> never ends") }
            if byte == UInt8(ascii: "&") {
                text += try entity()
            } else if byte != UInt8(ascii: "<") {
                text.append(byte)
                position += 1
            } else if take("</") {
                guard try name() == node.name else { throw failure("<\(node.name)> is ended by another name") }
                skipSpace()
                guard take(">") else { throw failure("'>' is expected") }
                node.text = node.children.isEmpty ? Self.trimmed(text) : ""
                return node
            } else if take("<![CDATA[") {
                text += try upTo("]]>")
            } else if try !skipComment() {
                node.children.append(try element(depth: depth + 1))
            }
        }
    }

    /// What may stand before and after the root element.
    private mutating func skipMisc() throws(RoostError) {
        while true {
            skipSpace()
            if starts("<!DOCTYPE") { throw failure("document types are not read; remove the <!DOCTYPE …>") }
            guard try skipComment() else { return }
        }
    }

    private mutating func skipComment() throws(RoostError) -> Bool {
        if take("<!--") {
            _ = try upTo("-->")
            return true
        }
        guard take("<?") else { return false }
        _ = try upTo("?>")
        return true
    }

    private mutating func name() throws(RoostError) -> String {
        let start = position
        while let byte = peek, Self.isName(byte) { position += 1 }
        guard position > start, position - start <= 256 else { throw failure("a name is expected") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func quotedText() throws(RoostError) -> String {
        guard let quote = peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw failure("a quote is expected")
        }
        position += 1
        var text: [UInt8] = []
        while let byte = peek, byte != quote {
            guard byte != UInt8(ascii: "<") else { throw failure("'<' stands in a quoted text") }
            guard byte != UInt8(ascii: "&") else {
                text += try entity()
                continue
            }
            text.append(byte)
            position += 1
        }
        guard peek != nil else { throw failure("a quote never ends") }
        position += 1
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func entity() throws(RoostError) -> [UInt8] {
        position += 1
        let name = try upTo(";", limit: 12)
        switch String(decoding: name, as: UTF8.self) {
        case "lt": return [UInt8(ascii: "<")]
        case "gt": return [UInt8(ascii: ">")]
        case "amp": return [UInt8(ascii: "&")]
        case "quot": return [UInt8(ascii: "\"")]
        case "apos": return [UInt8(ascii: "'")]
        case let text where text.hasPrefix("#"):
            let digits = text.dropFirst()
            let code = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            guard let code, code == 9 || code == 10 || code == 13 || code >= 32, let scalar = Unicode.Scalar(code)
            else { throw failure("&\(text); is no character") }
            return Array(String(Character(scalar)).utf8)
        default: throw failure("there is an entity other than the five of XML")
        }
    }

    private mutating func upTo(_ end: StaticString, limit: Int = .max) throws(RoostError) -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, position - start <= limit {
            if starts(end) {
                defer { position += end.utf8CodeUnitCount }
                return bytes[start..<position]
            }
            position += 1
        }
        throw failure("'\(end)' is missing")
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek, Self.isSpace(byte) { position += 1 }
    }

    private func starts(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes[position...].starts(with: $0) }
    }

    private mutating func take(_ text: StaticString) -> Bool {
        guard starts(text) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    private func failure(_ what: String) -> RoostError {
        let line = bytes[..<position].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
        return RoostError(.corrupted, "line \(line): \(what)")
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    /// Letters, digits, `-`, `.`, `_`, `:`, and everything beyond ASCII.
    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x80...: true
        default: false
        }
    }

    private static func trimmed(_ text: [UInt8]) -> String {
        guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(decoding: text[first...last], as: UTF8.self)
    }
}

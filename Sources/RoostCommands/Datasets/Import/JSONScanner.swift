import RoostClient

/// Reads a JSON document from front to back without building it, so that a file of hundreds of megabytes costs no
/// more memory than what is kept of it.
///
/// Values are consumed one after another; every error says where: `annotations[12].bbox`, at a byte.
struct JSONScanner {
    private let bytes: [UInt8]
    private var position = 0
    private var path: [Place] = []
    private static let depthLimit = 64

    private enum Place {
        case member(String)
        case element(Int)
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Calls `body` for every member of the object that comes next; it must consume the member's value.
    mutating func object(_ body: (_ key: String, _ scanner: inout JSONScanner) throws(RoostError) -> Void)
        throws(RoostError)
    {
        try open("{", "an object")
        guard try !closes("}") else { return }
        repeat {
            let key = try string()
            try expect(":")
            path.append(.member(key))
            try body(key, &self)
            path.removeLast()
        } while try continues("}")
    }

    /// Calls `body` for every element of the array that comes next; it must consume the element.
    mutating func array(_ body: (_ scanner: inout JSONScanner) throws(RoostError) -> Void) throws(RoostError) {
        try open("[", "an array")
        guard try !closes("]") else { return }
        var index = 0
        repeat {
            path.append(.element(index))
            try body(&self)
            path.removeLast()
            index += 1
        } while try continues("]")
    }

    mutating func string() throws(RoostError) -> String {
        skipSpace()
        guard peek == UInt8(ascii: "\"") else { throw failure("a string is expected") }
        position += 1
        let start = position
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
            guard byte >= 0x20 else { throw failure("a string holds a control character") }
            position += 1
        }
        var units = bytes[start..<position]
        while let byte = peek, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw failure("a string holds a control character") }
            position += 1
            if byte == UInt8(ascii: "\\") {
                units += try escape()
            } else {
                units.append(byte)
            }
        }
        guard peek != nil else { throw failure("the file ends inside a string") }
        position += 1
        guard let text = String(validating: units, as: UTF8.self) else { throw failure("a string is not UTF-8") }
        return text
    }

    mutating func number() throws(RoostError) -> Double {
        skipSpace()
        let start = position
        while let byte = peek, Self.isNumber(byte) { position += 1 }
        guard position - start <= 64, let text = String(validating: bytes[start..<position], as: UTF8.self),
            let value = Double(text), value.isFinite
        else {
            position = start
            throw failure("a number is expected")
        }
        return value
    }

    mutating func integer() throws(RoostError) -> Int {
        guard let value = Int(exactly: try number()) else { throw failure("a whole number is expected") }
        return value
    }

    /// The first byte of the value that comes next.
    mutating func next() -> UInt8? {
        skipSpace()
        return peek
    }

    /// Consumes whatever comes next.
    mutating func skip() throws(RoostError) {
        switch next() {
        case UInt8(ascii: "{"): try object { _, scanner throws(RoostError) in try scanner.skip() }
        case UInt8(ascii: "["): try array { scanner throws(RoostError) in try scanner.skip() }
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: _ = try number()
        }
    }

    /// - Throws: when something follows the document.
    mutating func end() throws(RoostError) {
        skipSpace()
        guard position == bytes.count else { throw failure("something follows the document") }
    }

    /// An error about the value that was just read.
    func failure(_ what: String) -> RoostError {
        let place = path.reduce(into: "") { text, place in
            switch place {
            case .member(let key): text += (text.isEmpty ? "" : ".") + key.prefix(40)
            case .element(let index): text += "[\(index)]"
            }
        }
        return RoostError(.corrupted, "\(place.isEmpty ? "" : place + ": ")\(what) (at byte \(position))")
    }
}

extension JSONScanner {
    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func open(_ character: Unicode.Scalar, _ what: String) throws(RoostError) {
        skipSpace()
        guard peek == UInt8(ascii: character) else { throw failure("\(what) is expected") }
        guard path.count < Self.depthLimit else { throw failure("it is nested more than \(Self.depthLimit) deep") }
        position += 1
    }

    private mutating func closes(_ character: Unicode.Scalar) throws(RoostError) -> Bool {
        skipSpace()
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func continues(_ character: Unicode.Scalar) throws(RoostError) -> Bool {
        if try closes(character) { return false }
        try expect(",")
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(RoostError) {
        skipSpace()
        guard peek == UInt8(ascii: character) else { throw failure("'\(character)' is expected") }
        position += 1
    }

    private mutating func word(_ text: StaticString) throws(RoostError) {
        let wanted = text.withUTF8Buffer { Array($0) }
        guard bytes[position...].starts(with: wanted) else { throw failure("a value is expected") }
        position += wanted.count
    }

    private mutating func escape() throws(RoostError) -> [UInt8] {
        guard let byte = peek else { throw failure("the file ends inside a string") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw failure("a string holds an unknown escape")
        }
    }

    private mutating func unicodeEscape() throws(RoostError) -> [UInt8] {
        var units = [try hex()]
        if UTF16.isLeadSurrogate(units[0]), bytes[position...].starts(with: [0x5C, 0x75]) {
            position += 2
            units.append(try hex())
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw failure("half a character is escaped") }
        return Array(text.utf8)
    }

    private mutating func hex() throws(RoostError) -> UInt16 {
        let digits = bytes[position..<min(position + 4, bytes.count)]
        let isHex = digits.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
        }
        guard digits.count == 4, isHex, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw failure("four hex digits are expected after \\u")
        }
        position += 4
        return unit
    }

    private static func isNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}

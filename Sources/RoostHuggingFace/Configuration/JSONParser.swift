/// A strict JSON parser (RFC 8259) for headers and configurations from strangers.
///
/// It is ours because it must refuse what the usual parsers let pass in silence: an object with the same key twice, of
/// which two readers would see two different files. Nesting and the number of values are bounded. The memory must outlive the parser.
struct JSONParser {
    private static let maximumDepth = 64
    /// A parsed value takes many times the memory of its text, so their number is bounded, not only the size.
    private static let maximumValues = 2_000_000

    private let buffer: UnsafeRawBufferPointer
    private let file: String
    private var position = 0
    private var valueCount = 0

    /// Parses a whole text; `file` is what error messages call it.
    static func parse(_ buffer: UnsafeRawBufferPointer, file: String) throws(HuggingFaceError) -> JSONValue {
        var parser = JSONParser(buffer: buffer, file: file)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.position == buffer.count else { throw parser.error("has something after its end") }
        return value
    }

    private init(buffer: UnsafeRawBufferPointer, file: String) {
        self.buffer = buffer
        self.file = file
    }

    private mutating func value(depth: Int) throws(HuggingFaceError) -> JSONValue {
        guard depth < Self.maximumDepth else { throw error("is nested more than \(Self.maximumDepth) deep") }
        valueCount += 1
        guard valueCount <= Self.maximumValues else { throw error("has more than \(Self.maximumValues) values") }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
        case nil: throw error("ends too early; it is truncated")
        default: throw error("holds something that is no JSON value")
        }
    }

    private mutating func object(depth: Int) throws(HuggingFaceError) -> JSONValue {
        position += 1
        var members: [String: JSONValue] = [:]
        guard !take("}") else { return .object(members) }
        repeat {
            skipSpace()
            guard peek != nil else { throw error("ends too early; it is truncated") }
            guard peek == UInt8(ascii: "\"") else { throw error("has a member without a key") }
            let key = try string()
            guard take(":") else { throw error("lacks ':' after key '\(key)'") }
            guard members.updateValue(try value(depth: depth + 1), forKey: key) == nil else {
                throw error("has the key '\(key)' twice; which one counts is undefined, so neither is taken")
            }
        } while take(",")
        guard take("}") else { throw error("lacks ',' or '}'") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(HuggingFaceError) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        guard !take("]") else { return .array(elements) }
        repeat {
            elements.append(try value(depth: depth + 1))
        } while take(",")
        guard take("]") else { throw error("lacks ',' or ']'") }
        return .array(elements)
    }

    private mutating func string() throws(HuggingFaceError) -> String {
        position += 1
        let start = position
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if peek == UInt8(ascii: "\"") {
            defer { position += 1 }
            return try text(Array(buffer[start..<position]))
        }
        var bytes = Array(buffer[start..<position])
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try text(bytes)
            case UInt8(ascii: "\\"): try escape(into: &bytes)
            case 0..<0x20: throw error("has a control character in a string")
            default: bytes.append(byte)
            }
        }
        throw error("ends within a string; it is truncated")
    }

    private func text(_ bytes: [UInt8]) throws(HuggingFaceError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw error("has a string that is not UTF-8") }
        return text
    }

    private mutating func escape(into bytes: inout [UInt8]) throws(HuggingFaceError) {
        guard let letter = peek else { throw error("ends within a string; it is truncated") }
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(letter)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0c)
        case UInt8(ascii: "n"): bytes.append(0x0a)
        case UInt8(ascii: "r"): bytes.append(0x0d)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"): bytes.append(contentsOf: Array(String(Character(try unicodeEscape())).utf8))
        default: throw error("has an unknown escape in a string")
        }
    }

    private mutating func unicodeEscape() throws(HuggingFaceError) -> Unicode.Scalar {
        let unit = try hexadecimal()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        // The first half of a surrogate pair; the second must follow.
        guard unit < 0xdc00, take(byte: "\\"), take(byte: "u") else { throw error("has half a surrogate pair") }
        let low = try hexadecimal()
        guard (0xdc00..<0xe000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
        else { throw error("has half a surrogate pair") }
        return scalar
    }

    private mutating func hexadecimal() throws(HuggingFaceError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("has a \\u escape without four hexadecimal digits")
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }

    private mutating func number() throws(HuggingFaceError) -> JSONValue {
        let start = position
        if peek == UInt8(ascii: "-") { position += 1 }
        let first = peek
        let digits = skipDigits()
        guard digits > 0, digits == 1 || first != UInt8(ascii: "0") else { throw error("has a malformed number") }
        var isWhole = true
        if take(byte: ".") {
            isWhole = false
            guard skipDigits() > 0 else { throw error("has a malformed number") }
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            isWhole = false
            position += 1
            if !take(byte: "+") { _ = take(byte: "-") }
            guard skipDigits() > 0 else { throw error("has a malformed number") }
        }
        guard position - start <= 400 else { throw error("has a number of more than 400 digits") }
        let text = String(decoding: buffer[start..<position], as: UTF8.self)
        if isWhole, let whole = Int(text) { return .int(whole) }
        guard let number = Double(text), number.isFinite else {
            throw error("has the number \(text), which is too large")
        }
        return .double(number)
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        return position - start
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(HuggingFaceError) -> JSONValue {
        let length = word.utf8CodeUnitCount
        guard buffer.count - position >= length,
            (0..<length).allSatisfy({ buffer[position + $0] == word.utf8Start[$0] })
        else { throw error("holds something that is no JSON value") }
        position += length
        return value
    }

    private var peek: UInt8? { position < buffer.count ? buffer[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || (0x09...0x0a).contains(byte) || byte == 0x0d { position += 1 }
    }

    private mutating func take(_ token: Unicode.Scalar) -> Bool {
        skipSpace()
        return take(byte: token)
    }

    private mutating func take(byte token: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: token) else { return false }
        position += 1
        return true
    }

    private func error(_ problem: String) -> HuggingFaceError {
        HuggingFaceError(.invalid, "\(file): JSON \(problem) (at byte \(position)); get the file again")
    }
}

import RoostEntities

/// Takes a search filter or an order apart into tokens; it refuses nothing but what is too long.
///
///     name       = part { "." part }
///     part       = word | "`" text "`" | '"' text '"'
///     number     = [ "-" ] ( digits [ "." [ digits ] ] | "." digits ) [ ( "e" | "E" ) [ "+" | "-" ] digits ]
///     string     = "'" { any but "'" | "''" | "\'" } "'"
///     comparison = ( "=" | "!" | "<" | ">" | "~" ) { the same } | "LIKE" | "ILIKE" | "RLIKE"
struct SearchLexer {
    static let longest = 64 << 10

    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) throws(RoostError) {
        guard text.utf8.count <= Self.longest else {
            throw RoostError(
                .invalidArgument,
                "A search filter has \(Self.longest) bytes at most, not \(text.utf8.count)."
            )
        }
        bytes = Array(text.utf8)
    }

    /// All there is, without the blanks between.
    static func tokens(of text: String) throws(RoostError) -> [SearchToken] {
        var lexer = try SearchLexer(text)
        var tokens: [SearchToken] = []
        while let token = lexer.next() { tokens.append(token) }
        return tokens
    }

    private mutating func next() -> SearchToken? {
        while let byte = current, byte.isBlank { index += 1 }
        guard let byte = current else { return nil }
        let start = index
        let kind = take(byte)
        return SearchToken(kind: kind, text: text(from: start))
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func text(from start: Int) -> String { String(decoding: bytes[start..<index], as: UTF8.self) }

    private mutating func take(_ byte: UInt8) -> SearchToken.Kind {
        switch byte {
        case UInt8(ascii: "'"): return takeQuoted(byte) ? .string : .other
        case UInt8(ascii: "("): return takeGroup()
        case UInt8(ascii: "`"), UInt8(ascii: "\""): return takeName()
        case _ where byte.isComparison:
            while let byte = current, byte.isComparison { index += 1 }
            return .comparison
        case UInt8(ascii: "-"), UInt8(ascii: "."): return takeNumber()
        case _ where byte.isDigit: return takeNumber()
        case _ where byte.beginsWord: return takeName()
        default:
            index += 1
            return .other
        }
    }

    /// Whether the quote was closed; what was written twice or after a backslash closes nothing.
    private mutating func takeQuoted(_ quote: UInt8) -> Bool {
        index += 1
        while let byte = current {
            index += 1
            if byte == UInt8(ascii: "\\"), current == quote {
                index += 1
            } else if byte == quote {
                guard current == quote, quote != UInt8(ascii: "`") else { return true }
                index += 1
            }
        }
        return false
    }

    private mutating func takeGroup() -> SearchToken.Kind {
        var depth = 0
        while let byte = current {
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
                _ = takeQuoted(byte)
                continue
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break
            }
            index += 1
            if depth == 0 { return .group }
        }
        return .other
    }

    private mutating func takeNumber() -> SearchToken.Kind {
        if current == UInt8(ascii: "-") { index += 1 }
        let hasWhole = takeDigits()
        if current == UInt8(ascii: ".") { index += 1 } else if !hasWhole { return .other }
        let hasFraction = takeDigits()
        guard hasWhole || hasFraction else { return .other }
        guard current == UInt8(ascii: "e") || current == UInt8(ascii: "E") else { return endOfNumber() }
        let mantissa = index
        index += 1
        if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
        if !takeDigits() { index = mantissa }
        return endOfNumber()
    }

    /// Digits that go on as a word are no number.
    private mutating func endOfNumber() -> SearchToken.Kind {
        guard let byte = current, byte.continuesWord else { return .number }
        while let byte = current, byte.continuesWord { index += 1 }
        return .other
    }

    private mutating func takeDigits() -> Bool {
        let start = index
        while let byte = current, byte.isDigit { index += 1 }
        return index > start
    }

    private mutating func takeName() -> SearchToken.Kind {
        let start = index
        var hasDots = false
        while let byte = current {
            guard takePart(byte) else { return .other }
            guard current == UInt8(ascii: "."), index + 1 < bytes.count else { break }
            hasDots = true
            index += 1
        }
        guard !hasDots else { return .name }
        return switch text(from: start).uppercased() {
        case "LIKE", "ILIKE", "RLIKE": .comparison
        case "AND", "OR", "NOT", "IN", "IS", "NULL", "BETWEEN": .keyword
        default: .name
        }
    }

    private mutating func takePart(_ byte: UInt8) -> Bool {
        if byte == UInt8(ascii: "`") || byte == UInt8(ascii: "\"") { return takeQuoted(byte) }
        guard byte.beginsWord else { return false }
        while let byte = current, byte.continuesWord { index += 1 }
        return true
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
    fileprivate var isComparison: Bool { "=!<>~".utf8.contains(self) }
    /// A letter, an underscore, or a part of a character beyond ASCII.
    fileprivate var beginsWord: Bool {
        (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self == UInt8(ascii: "_") || self >= 0x80
    }
    fileprivate var continuesWord: Bool { beginsWord || isDigit }
}

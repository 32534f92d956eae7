/// Takes a filter apart into tokens.
struct FilterLexer {
    static let longest = 4096

    private let characters: [Character]
    private var index = 0

    init(_ text: String) throws(RoostError) {
        guard text.utf8.count <= Self.longest else {
            throw RoostError(.tooLarge, "a filter has \(Self.longest) bytes at most, not \(text.utf8.count)")
        }
        characters = Array(text)
    }

    mutating func tokens() throws(RoostError) -> [FilterToken] {
        var tokens: [FilterToken] = []
        while true {
            let start = index
            while let character = current, character.isWhitespace { index += 1 }
            let place = index + 1
            let kind = try next()
            tokens.append(FilterToken(kind: kind, place: place, isAttached: index > 0 && start == place - 1))
            guard kind != .end else { return tokens }
        }
    }

    private var current: Character? { index < characters.count ? characters[index] : nil }

    private mutating func next() throws(RoostError) -> FilterToken.Kind {
        guard let character = current else { return .end }
        if character.beginsWord { return .word(take { $0.continuesWord }) }
        if character == "\"" || character == "'" { return .string(try string(endedBy: character)) }
        if character.isASCIIDigit || character == "-" || character == "+" { return try number() }
        return .sign(try sign())
    }

    private mutating func take(while allowed: (Character) -> Bool) -> String {
        let start = index
        while let character = current, allowed(character) { index += 1 }
        return String(characters[start..<index])
    }

    private mutating func string(endedBy quote: Character) throws(RoostError) -> String {
        let start = index
        index += 1
        var text = ""
        while let character = current {
            index += 1
            guard character != quote else { return text }
            guard character == "\\" else {
                text.append(character)
                continue
            }
            guard let escaped = current, escaped == "\\" || escaped == "\"" || escaped == "'" else {
                throw RoostError(inFilterAt: index, "'\\' stands before a quote or another '\\' only; double it")
            }
            text.append(escaped)
            index += 1
        }
        throw RoostError(inFilterAt: start + 1, "the text has no end; close it with \(quote)")
    }

    /// What begins like a number and is none, such as an identifier or a date, is a word.
    private mutating func number() throws(RoostError) -> FilterToken.Kind {
        let start = index
        let text = take { $0.continuesWord }
        if let number = Double(text), number.isFinite { return .number(number, spelling: text) }
        guard characters[start].isASCIIDigit else {
            throw RoostError(inFilterAt: start + 1, "\(quoted(text)) is no number; put text in quotes")
        }
        return .word(text)
    }

    private mutating func sign() throws(RoostError) -> String {
        for sign in ["<=", ">=", "!=", "!~", "=", "<", ">", "~", "(", ")", ","]
        where characters[index...].starts(with: Array(sign)) {
            index += sign.count
            // What other languages write is understood.
            if sign == "=", current == "=" { index += 1 }
            return sign
        }
        throw RoostError(
            inFilterAt: index + 1,
            "\(quoted(String(characters[index]))) means nothing here; put text in quotes"
        )
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
    fileprivate var beginsWord: Bool { isLetter || self == "_" }
    fileprivate var continuesWord: Bool { isLetter || isNumber || "_-./:@+".contains(self) }
}

extension MetricExpression {
    enum Token: Equatable {
        case number(Double)
        case word(String)
        /// A label in quotes, without them.
        case string(String)
        case symbol(String)
        case end

        /// How an error speaks of it.
        var shown: String {
            switch self {
            case .number(let number): "\(number)"
            case .word(let word): quoted(word)
            case .string(let string): "the label \(quoted(string))"
            case .symbol(let symbol): quoted(symbol)
            case .end: "the end"
            }
        }
    }

    /// Cuts an expression into tokens.
    struct Lexer {
        private let bytes: [UInt8]
        private var position = 0

        init(_ text: String) throws(RoostError) {
            guard text.utf8.count <= MetricExpression.limit else {
                throw RoostError(
                    .invalidArgument,
                    "an expression has at most \(MetricExpression.limit) bytes, this one has \(text.utf8.count)"
                )
            }
            bytes = Array(text.utf8)
        }

        /// All tokens with the bytes they stand on; the last is ``Token/end``.
        mutating func tokens() throws(RoostError) -> [(token: Token, range: Range<Int>)] {
            var tokens: [(token: Token, range: Range<Int>)] = []
            while true {
                while position < bytes.count, Self.blanks.contains(bytes[position]) { position += 1 }
                let start = position
                let token = try next()
                tokens.append((token, start..<position))
                if token == .end { return tokens }
            }
        }

        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

        /// The text of a range on one line.
        func line(_ range: Range<Int>) -> String {
            String(decoding: bytes[range].map { Self.blanks.contains($0) ? 0x20 : $0 }, as: UTF8.self)
        }

        private static let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]

        private mutating func next() throws(RoostError) -> Token {
            guard position < bytes.count else { return .end }
            let byte = bytes[position]
            if byte.isASCIIDigit { return try number() }
            if byte.isWordStart { return .word(take { $0.isWordStart || $0.isASCIIDigit }) }
            if byte == UInt8(ascii: "\"") { return try string() }
            return try symbol()
        }

        private mutating func take(while belongs: (UInt8) -> Bool) -> String {
            let start = position
            while position < bytes.count, belongs(bytes[position]) { position += 1 }
            return text(start..<position)
        }

        private func isDigit(at index: Int) -> Bool { index < bytes.count && bytes[index].isASCIIDigit }

        private mutating func number() throws(RoostError) -> Token {
            var digits = take(while: \.isASCIIDigit)
            if position < bytes.count, bytes[position].isDot, isDigit(at: position + 1) {
                position += 1
                digits += "." + take(while: \.isASCIIDigit)
            }
            if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
                let signed = position + 1 < bytes.count && [0x2B, 0x2D].contains(bytes[position + 1])
                if isDigit(at: position + (signed ? 2 : 1)) {
                    digits += "e" + (signed ? text(position + 1..<position + 2) : "")
                    position += signed ? 2 : 1
                    digits += take(while: \.isASCIIDigit)
                }
            }
            guard position == bytes.count || !bytes[position].isWordStart && !bytes[position].isDot else {
                throw RoostError(
                    .invalidArgument,
                    "after the number \(quoted(digits)) comes a blank or an operator, such as 0.5 * accuracy"
                )
            }
            guard let number = Double(digits), number.isFinite else {
                throw RoostError(.invalidArgument, "\(quoted(digits)) is too large a number")
            }
            return .number(number)
        }

        private mutating func string() throws(RoostError) -> Token {
            var label: [UInt8] = []
            position += 1
            while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
                if bytes[position] == UInt8(ascii: "\\") {
                    position += 1
                    guard position < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "\\")].contains(bytes[position])
                    else {
                        throw RoostError(
                            .invalidArgument,
                            #"after a backslash in a label comes '"' or another backslash"#
                        )
                    }
                }
                guard bytes[position] >= 0x20, bytes[position] != 0x7F else {
                    throw RoostError(.invalidArgument, "a label has no control characters, such as a line break")
                }
                label.append(bytes[position])
                position += 1
            }
            guard position < bytes.count else {
                throw RoostError(
                    .invalidArgument,
                    "the label \(quoted(String(decoding: label, as: UTF8.self))) has no closing '\"'"
                )
            }
            position += 1
            return .string(String(decoding: label, as: UTF8.self))
        }

        private mutating func symbol() throws(RoostError) -> Token {
            for length in [2, 1] where position + length <= bytes.count {
                let symbol = text(position..<position + length)
                if Self.symbols.contains(symbol) {
                    position += length
                    return .symbol(symbol)
                }
            }
            let rest = text(position..<bytes.count)
            guard rest.first == "=" else {
                throw RoostError(
                    .invalidArgument,
                    "\(quoted(rest.prefix(1))) has no meaning here; an expression has numbers, names, labels in double "
                        + "quotes, + - * / ( ) , < <= > >= == != and or not min max abs"
                )
            }
            throw RoostError(.invalidArgument, "'=' has no meaning here; write '==' to compare")
        }

        private static let symbols: Set<String> = [
            "+", "-", "*", "/", "(", ")", ",", ".", "<", "<=", ">", ">=", "==", "!=",
        ]
    }
}

extension UInt8 {
    fileprivate var isWordStart: Bool { (0x61...0x7A).contains(self | 0x20) || self == UInt8(ascii: "_") }
}

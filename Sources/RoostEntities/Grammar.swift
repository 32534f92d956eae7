/// A string that follows a written grammar, checked once where it enters.
///
/// Conforming types get their JSON form, order and printing from here; they add the grammar.
public protocol Grammar: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    init(_ text: String) throws(RoostError)
    var text: String { get }
}

extension Grammar {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    public var description: String { text }
}

/// Whether `text` is one to `limit` ASCII characters, the first one allowed by `first`, the others by `rest`.
func follows(
    _ text: String,
    limit: Int,
    first: (UInt8) -> Bool,
    rest: (UInt8) -> Bool
) -> Bool {
    let bytes = text.utf8
    guard let head = bytes.first, bytes.count <= limit else { return false }
    return first(head) && bytes.dropFirst().allSatisfy(rest)
}

extension UInt8 {
    var isASCIILowercase: Bool { (0x61...0x7A).contains(self) }
    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
    var isASCIIAlphanumeric: Bool { isASCIILowercase || isASCIIDigit || (0x41...0x5A).contains(self) }
    var isDashOrUnderscore: Bool { self == UInt8(ascii: "-") || self == UInt8(ascii: "_") }
    var isDot: Bool { self == UInt8(ascii: ".") }
}

/// What an error shows of a text from outside: enough to recognise it, never a flood, never a control character.
package func quoted(_ text: some StringProtocol) -> String {
    let shown = text.prefix(80).map { character in
        character.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } ? String(character) : "\u{FFFD}"
    }
    return "'" + shown.joined() + (text.count > 80 ? "…'" : "'")
}

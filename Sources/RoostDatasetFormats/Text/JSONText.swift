import RoostEntities

/// JSON as text, for files too long to build first.
enum JSONText {
    /// Writes `value` without blanks, the members of objects by name.
    static func append(_ value: JSONValue, to text: inout [UInt8]) {
        switch value {
        case .null: text += "null".utf8
        case .bool(let value): text += (value ? "true" : "false").utf8
        case .integer(let value): text += String(value).utf8
        case .number(let value): append(value, to: &text)
        case .string(let value): append(value, to: &text)
        case .array(let values):
            append("[", values, "]", to: &text) { value, text in append(value, to: &text) }
        case .object(let members):
            append("{", members.sorted { $0.key < $1.key }, "}", to: &text) { member, text in
                append(member.key, to: &text)
                text.append(UInt8(ascii: ":"))
                append(member.value, to: &text)
            }
        }
    }

    static func text(_ value: JSONValue) -> [UInt8] {
        var text: [UInt8] = []
        append(value, to: &text)
        return text
    }

    /// As few digits as tell the number from every other; whole numbers without a point.
    static func number(_ value: Double) -> String {
        guard let whole = Int64(exactly: value), abs(whole) < 1 << 53 else { return "\(value)" }
        return String(whole)
    }

    private static func append(_ value: Double, to text: inout [UInt8]) {
        // JSON has no other numbers than finite ones.
        text += (value.isFinite ? number(value) : "null").utf8
    }

    private static func append(_ value: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
            case 0x0A: text += "\\n".utf8
            case 0x09: text += "\\t".utf8
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                text += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    private static func append<Elements: Collection>(
        _ open: Unicode.Scalar,
        _ elements: Elements,
        _ close: Unicode.Scalar,
        to text: inout [UInt8],
        _ each: (Elements.Element, inout [UInt8]) -> Void
    ) {
        text.append(UInt8(ascii: open))
        var isFirst = true
        for element in elements {
            if !isFirst { text.append(UInt8(ascii: ",")) }
            isFirst = false
            each(element, &text)
        }
        text.append(UInt8(ascii: close))
    }
}

import RoostEntities

extension JSONValue {
    /// What a text of a table or of XML means: a number or a truth value when it is spelled just as it would be
    /// written, an array or an object of JSON, else the text itself.
    init(spelled text: String) {
        switch text.utf8.first {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            var scanner = JSONScanner(Array(text.utf8))
            guard let value = try? scanner.value(limit: 1 << 16), (try? scanner.end()) != nil else { break }
            self = value
            return
        case UInt8(ascii: "t") where text == "true":
            self = .bool(true)
            return
        case UInt8(ascii: "f") where text == "false":
            self = .bool(false)
            return
        case UInt8(ascii: "-"), 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39:
            if let whole = Int64(text), String(whole) == text {
                self = .integer(whole)
                return
            }
            if let number = Double(text), number.isFinite, JSONText.number(number) == text {
                self = .number(number)
                return
            }
        default: break
        }
        self = .string(text)
    }

    /// The text that means this value; `nil` for null.
    var spelling: String? {
        switch self {
        case .null: nil
        case .string(let text): text
        case .bool, .integer, .number, .array, .object: String(decoding: JSONText.text(self), as: UTF8.self)
        }
    }
}

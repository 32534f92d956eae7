/// The name of one request, in logs and in `X-Request-ID`.
///
///     id = { letter | digit | "-" | "_" | "." }       1 to 64 characters
package struct RequestID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// A new one: 16 random hex digits.
    package init() {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        text = String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// One that a client chose, if it is harmless in a log line.
    package init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.allows) else { return nil }
        self.text = text
    }

    private static func allows(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }

    package var description: String { text }
}

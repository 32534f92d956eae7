/// The SHA-256 of some content: its name in the store.
///
///     digest = 64 lower-case hex digits
public struct Digest: Grammar {
    public let text: String

    public init(_ text: String) throws(RoostError) {
        guard text.utf8.count == 64, text.utf8.allSatisfy({ $0.isASCIIDigit || (0x61...0x66).contains($0) }) else {
            throw RoostError(.invalidArgument, "\(quoted(text)) is no SHA-256: it has 64 digits of 0-9 and a-f")
        }
        self.text = text
    }

    /// The digest of 32 bytes that a hash function gave.
    package init(bytes: some Sequence<UInt8>) {
        let digits = Self.digits
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        precondition(text.count == 64, "SHA-256 has 32 bytes")
        self.text = String(decoding: text, as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)
}

import RoostEntities

/// What JSON may not do to a reader that trusts it: nest without end, or hide U+0000 in a string.
///
/// It looks only at brackets and escapes; whether the text is JSON at all is for the decoder to say.
struct JSONGuard {
    static let depth = 64

    static func check(_ bytes: some Sequence<UInt8>) throws(RoostError) {
        var depth = 0
        var inString = false
        var escape: [UInt8]?
        for byte in bytes {
            if let read = escape {
                escape = try follow(read + [byte])
            } else if byte == UInt8(ascii: "\\"), inString {
                escape = []
            } else if byte == UInt8(ascii: "\"") {
                inString.toggle()
            } else if !inString {
                depth += step(byte)
                guard depth <= Self.depth else {
                    throw RoostError(.invalidArgument, "the JSON body nests deeper than \(Self.depth) levels")
                }
            }
        }
    }

    private static func step(_ byte: UInt8) -> Int {
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "{"): 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): -1
        default: 0
        }
    }

    /// The escape so far; `nil` when it is complete.
    private static func follow(_ read: [UInt8]) throws(RoostError) -> [UInt8]? {
        guard read[0] == UInt8(ascii: "u") else { return nil }
        guard read.count == 5 else { return read }
        guard read != Array("u0000".utf8) else {
            throw RoostError(.invalidArgument, "the JSON body holds the character U+0000, which no text here may")
        }
        return nil
    }
}

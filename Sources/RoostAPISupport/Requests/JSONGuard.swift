import RoostEntities

/// What JSON may not do to a reader that trusts it: nest without end, or hide U+0000 in a string.
///
/// It looks only at brackets and escapes; whether the text is JSON at all is for the decoder to say.
struct JSONGuard {
    static let depth = 64

    private enum Place {
        case outside
        case string
        /// After a backslash.
        case escape
        /// After `\u` and so many digits, of which `nul` says whether all were 0.
        case unicode(digits: Int, nul: Bool)
    }

    private var place = Place.outside
    private var depth = 0

    static func check(_ bytes: some Sequence<UInt8>) throws(RoostError) {
        var reader = JSONGuard()
        for byte in bytes {
            try reader.read(byte)
        }
    }

    private mutating func read(_ byte: UInt8) throws(RoostError) {
        switch (place, byte) {
        case (.outside, UInt8(ascii: "\"")): place = .string
        case (.outside, UInt8(ascii: "[")), (.outside, UInt8(ascii: "{")): try nest()
        case (.outside, UInt8(ascii: "]")), (.outside, UInt8(ascii: "}")): depth = max(0, depth - 1)
        case (.outside, _): break
        case (.string, UInt8(ascii: "\"")): place = .outside
        case (.string, UInt8(ascii: "\\")): place = .escape
        case (.string, _): break
        case (.escape, UInt8(ascii: "u")): place = .unicode(digits: 0, nul: true)
        case (.escape, _): place = .string
        case (.unicode(let digits, let nul), _): try readDigit(byte, after: digits, nul: nul)
        }
    }

    private mutating func nest() throws(RoostError) {
        depth += 1
        guard depth <= Self.depth else {
            throw RoostError(.invalidArgument, "the JSON body nests deeper than \(Self.depth) levels")
        }
    }

    private mutating func readDigit(_ byte: UInt8, after digits: Int, nul: Bool) throws(RoostError) {
        let nul = nul && byte == UInt8(ascii: "0")
        guard digits == 3 else {
            place = .unicode(digits: digits + 1, nul: nul)
            return
        }
        guard !nul else {
            throw RoostError(.invalidArgument, "the JSON body holds the character U+0000, which no text here may")
        }
        place = .string
    }
}

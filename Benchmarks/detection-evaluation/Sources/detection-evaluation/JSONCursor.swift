/// A place in JSON text of which more may follow.
struct JSONCursor {
    enum Failure: Error {
        /// The text ends within a value.
        case incomplete
        case malformed(at: Int)
    }

    private let bytes: UnsafeRawBufferPointer
    private(set) var position: Int

    init(_ bytes: UnsafeRawBufferPointer, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    /// The next byte that is no blank, which is not consumed.
    mutating func next() throws(Failure) -> UInt8 {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            position += 1
        }
        throw .incomplete
    }

    mutating func skip(_ byte: UInt8) throws(Failure) {
        guard try next() == byte else { throw .malformed(at: position) }
        position += 1
    }

    mutating func skipIfNext(_ byte: UInt8) throws(Failure) -> Bool {
        guard try next() == byte else { return false }
        position += 1
        return true
    }

    /// What is between the quotes of a string, as it is written.
    mutating func string() throws(Failure) -> UnsafeRawBufferPointer {
        try skip(UInt8(ascii: "\""))
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            position += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == UInt8(ascii: "\"") { return UnsafeRawBufferPointer(rebasing: bytes[start..<position - 1]) }
        }
        throw .incomplete
    }

    /// Goes through the members of an object; `body` consumes the value of each.
    mutating func object(
        _ body: (_ key: UnsafeRawBufferPointer, inout JSONCursor) throws(Failure) -> Void
    ) throws(Failure) {
        try skip(UInt8(ascii: "{"))
        guard try !skipIfNext(UInt8(ascii: "}")) else { return }
        repeat {
            let key = try string()
            try skip(UInt8(ascii: ":"))
            try body(key, &self)
        } while try skipIfNext(UInt8(ascii: ","))
        try skip(UInt8(ascii: "}"))
    }

    /// Goes past one value of any kind; nesting is followed, its commas and colons are not checked.
    mutating func skipValue() throws(Failure) {
        var depth = 0
        repeat {
            switch try next() {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { throw .malformed(at: position) }
                depth -= 1
                position += 1
            case UInt8(ascii: "\""):
                _ = try string()
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard depth > 0 else { throw .malformed(at: position) }
                position += 1
            default:
                try skipWord()
            }
        } while depth > 0
    }

    private mutating func skipWord() throws(Failure) {
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "E"),
                UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                position += 1
            default:
                guard position > start else { throw .malformed(at: position) }
                return
            }
        }
        throw .incomplete
    }

    mutating func integer() throws(Failure) -> Int {
        let start = position
        guard let value = Int(exactly: try number()) else { throw .malformed(at: start) }
        return value
    }

    /// The double nearest to what is written.
    mutating func number() throws(Failure) -> Double {
        let isNegative = try skipIfNext(UInt8(ascii: "-"))
        let start = position
        var decimal = Decimal()
        digits(&decimal, isFraction: false)
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            digits(&decimal, isFraction: true)
        }
        guard position < bytes.count else { throw .incomplete }
        let hasExponent = bytes[position] | 0x20 == UInt8(ascii: "e")
        if !hasExponent, decimal.digitCount > 0, let value = decimal.value { return isNegative ? -value : value }
        position = start
        try skipWord()
        let text = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        guard let value = Double(text) else { throw .malformed(at: start) }
        return isNegative ? -value : value
    }

    private mutating func digits(_ decimal: inout Decimal, isFraction: Bool) {
        while position < bytes.count {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit < 10 else { return }
            decimal.append(digit, isFraction: isFraction)
            position += 1
        }
    }
}

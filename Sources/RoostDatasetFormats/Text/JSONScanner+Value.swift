import RoostEntities

extension JSONScanner {
    /// Whatever comes next.
    ///
    /// - Parameter limit: how many values it may consist of, since each takes memory.
    /// - Returns: the value, built.
    /// - Throws: `tooLarge` beyond the limit.
    mutating func value(limit: Int = 1 << 20) throws(RoostError) -> JSONValue {
        var left = limit
        return try value(&left)
    }

    private mutating func value(_ left: inout Int) throws(RoostError) -> JSONValue {
        left -= 1
        guard left >= 0 else {
            throw RoostError(.tooLarge, failure("there is too much in one value").message)
        }
        switch try next() {
        case UInt8(ascii: "{"):
            var members: [String: JSONValue] = [:]
            try object { key, scanner throws(RoostError) in members[key] = try scanner.value(&left) }
            return .object(members)
        case UInt8(ascii: "["):
            var elements: [JSONValue] = []
            try array { scanner throws(RoostError) in elements.append(try scanner.value(&left)) }
            return .array(elements)
        case UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default:
            let (text, start) = try digits()
            if let whole = Int64(text) { return .integer(whole) }
            guard let value = Double(text), value.isFinite else {
                throw failure("a number is expected", at: start)
            }
            return .number(value)
        }
    }

    /// `true`, `false`, or a number that is not 0.
    mutating func flag() throws(RoostError) -> Bool {
        switch try next() {
        case UInt8(ascii: "t"):
            try word("true")
            return true
        case UInt8(ascii: "f"):
            try word("false")
            return false
        default:
            return try integer() != 0
        }
    }
}

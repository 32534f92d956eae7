import RoostEntities

extension StringProtocol {
    /// The text that this part of an address spells, `%2F` and its like resolved.
    ///
    /// In a query "+" means a space, in a path it is itself.
    ///
    /// - Throws: `invalidArgument` for a "%" without two hex digits, bytes that are no UTF-8, and U+0000.
    package func percentDecoded(plusIsSpace: Bool = false) throws(RoostError) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        var rest = utf8.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next()?.hexValue, let low = rest.next()?.hexValue else {
                    throw RoostError(.invalidArgument, "\(quoted(self)): after '%' come two hex digits")
                }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace:
                bytes.append(UInt8(ascii: " "))
            default:
                bytes.append(byte)
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw RoostError(.invalidArgument, "\(quoted(self)) does not spell UTF-8 text without U+0000")
        }
        return text
    }
}

extension UInt8 {
    fileprivate var hexValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

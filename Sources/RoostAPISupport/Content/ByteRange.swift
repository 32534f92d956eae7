import RoostEntities

/// The part of some content that a `Range` header asks for.
package enum ByteRange: Hashable, Sendable {
    case whole
    case part(Range<Int64>)
    /// It asks for bytes that are not there.
    case outside

    /// Reads one range; several, another unit or a header that is none are rightly answered with the whole.
    ///
    /// - Parameters:
    ///   - header: The value of `Range`.
    ///   - size: Of the content, in bytes.
    package init(header: String?, size: Int64) {
        guard let header, let spelled = Self.bounds(header) else {
            self = .whole
            return
        }
        switch spelled {
        case (let first?, let last):
            let end = min(last ?? .max, size - 1)
            self = first < size ? .part(first..<end + 1) : .outside
        case (nil, let suffix?):
            self = suffix > 0 && size > 0 ? .part(max(0, size - suffix)..<size) : .outside
        case (nil, nil):
            self = .whole
        }
    }

    /// The two numbers of `bytes=first-last`, if it is that.
    private static func bounds(_ header: String) -> (Int64?, Int64?)? {
        guard header.utf8.count <= 128,
            let match = header.wholeMatch(of: /bytes=\s*([0-9]*)\s*-\s*([0-9]*)\s*/)
        else { return nil }
        let (first, last) = (number(match.1), number(match.2))
        if let first, let last, first > last { return nil }
        return (first, last)
    }

    /// A number too large for any content still says what is meant.
    private static func number(_ digits: Substring) -> Int64? {
        digits.isEmpty ? nil : Int64(digits) ?? .max
    }
}

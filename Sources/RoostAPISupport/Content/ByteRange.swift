import RoostEntities

/// The part of some content that a `Range` header asks for.
package enum ByteRange: Hashable, Sendable {
    case whole
    case part(Range<Int64>)
    /// It asks for bytes that are not there.
    case outside

    /// One range is honoured. Several, another unit or a header that is none: the whole is a right answer to all.
    ///
    /// - Parameter size: Of the content, in bytes.
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
        guard let match = header.wholeMatch(of: /bytes=\s*([0-9]{0,19})\s*-\s*([0-9]{0,19})\s*/) else { return nil }
        let (first, last) = (Int64(match.1), Int64(match.2))
        guard first != nil || match.1.isEmpty, last != nil || match.2.isEmpty else {
            return beyond(first: match.1, last: match.2)
        }
        if let first, let last, first > last { return nil }
        return (first, last)
    }

    /// Numbers too large for any content still say what is meant.
    private static func beyond(first: Substring, last: Substring) -> (Int64?, Int64?)? {
        (first.isEmpty ? nil : Int64(first) ?? .max, last.isEmpty ? nil : Int64(last) ?? .max)
    }
}

import RoostEntities

/// A duration as protobuf's JSON spells it, such as `0.915s`.
///
///     duration = digits [ "." 1 to 9 digits ] "s"       315,576,000,000 seconds at most
enum ProtobufDuration {
    private static let longest: Int64 = 315_576_000_000

    static func text(milliseconds: Int64) -> String {
        let rest = String(milliseconds % 1000)
        let fraction = String(repeating: "0", count: 3 - rest.count) + rest
        return fraction == "000" ? "\(milliseconds / 1000)s" : "\(milliseconds / 1000).\(fraction)s"
    }

    /// Whole milliseconds of it; `nil` for what is no duration.
    static func milliseconds(of text: String) -> Int64? {
        guard text.utf8.count <= 30, let match = text.wholeMatch(of: /([0-9]{1,12})(?:\.([0-9]{1,9}))?s/),
            let seconds = Int64(match.1), seconds <= longest
        else { return nil }
        let digits = (match.2.map(String.init) ?? "").prefix(3)
        guard let fraction = Int64(digits + String(repeating: "0", count: 3 - digits.count)) else { return nil }
        return seconds * 1000 + fraction
    }
}

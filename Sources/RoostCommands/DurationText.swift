import RoostClient

/// A length of time as it is typed.
///
///     duration = digit { digit } ( "s" | "m" | "h" | "d" )
enum DurationText {
    @Sendable static func parse(_ text: String) throws -> Duration {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count >= 0 else {
            throw RoostError(.invalidArgument, "'\(text)' is no length of time; it looks like 30d, 12h, 45m or 90s")
        }
        let (seconds, overflow) = count.multipliedReportingOverflow(by: unit)
        guard !overflow, seconds <= 100 * 365 * 86_400 else {
            throw RoostError(.invalidArgument, "'\(text)' is longer than a hundred years")
        }
        return .seconds(seconds)
    }
}

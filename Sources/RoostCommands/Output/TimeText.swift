import RoostClient

extension Timestamp {
    /// To the second, such as `2026-11-21 09:30:00Z`.
    var short: String {
        description.prefix(19).replacing("T", with: " ") + "Z"
    }
}

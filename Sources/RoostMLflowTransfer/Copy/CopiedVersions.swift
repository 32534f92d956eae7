/// What the target has of a registered model's versions.
struct CopiedVersions: Sendable {
    /// Marks a version that was made only to count on, perhaps by a transfer that was killed.
    static let fillerTag = "roost.filler"

    /// By number.
    private(set) var kept: [Int64: MLflowVersion] = [:]
    var fillers: [Int64] = []
    /// The highest number that was given.
    var last: Int64 = 0

    mutating func add(_ version: MLflowVersion) {
        last = max(last, version.number)
        if version.tags[Self.fillerTag] == nil {
            kept[version.number] = version
        } else {
            fillers.append(version.number)
        }
    }
}

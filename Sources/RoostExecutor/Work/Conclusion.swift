import RoostClient

/// Work that is done but for telling the server its result.
struct Conclusion: Sendable {
    let progress: Execution.Progress
    /// For the execution's log.
    let words: String
    /// Tells the server the result.
    var deliver: @Sendable () async throws -> Void = {}
}

extension RunRecorder {
    /// Does `work`, and writes what is left of its points at the end.
    nonisolated func whileSampling(
        _ work: @escaping @Sendable () async throws -> Conclusion
    ) async throws -> Conclusion {
        let conclusion = try await work()
        try await flush()
        return conclusion
    }
}

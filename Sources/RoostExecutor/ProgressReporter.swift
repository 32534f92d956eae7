import RoostClient

/// Tells the server now and then that the worker lives and how far it is.
actor ProgressReporter {
    private let roost: Roost
    private let execution: Identifier<Execution>
    private let interval: Duration
    private var progress = Execution.Progress()

    init(roost: Roost, execution: Identifier<Execution>, interval: Duration = .seconds(1)) {
        self.roost = roost
        self.execution = execution
        self.interval = interval
    }

    func note(_ progress: Execution.Progress) {
        self.progress = progress
    }

    /// Does `work` and reports meanwhile; the last report says how far it came.
    ///
    /// - Returns: what `work` returns.
    /// - Throws: What `work` throws; `CancellationError` when the server says stop.
    nonisolated func whileReporting(
        _ work: @escaping @Sendable () async throws -> Conclusion
    ) async throws -> Conclusion {
        try await withThrowingTaskGroup(of: Conclusion?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await self.reportUntilStopped()
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let conclusion = first else { throw CancellationError() }
            await self.note(conclusion.progress)
            if try await self.report() { throw CancellationError() }
            return conclusion
        }
    }

    private func reportUntilStopped() async throws {
        while try await !report() {
            try await Task.sleep(for: interval)
        }
    }

    /// Whether to stop.
    private func report() async throws -> Bool {
        try await roost.heartbeat(execution: execution, progress: progress)
    }
}

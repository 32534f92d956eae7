extension Roost {
    /// Starts a run, lets `body` write it, and ends it: finished, failed when `body` throws, killed when the task was
    /// cancelled.
    ///
    /// - Parameters:
    ///   - draft: What is known of the run before.
    ///   - body: What the run is about.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws; else what kept the last points from being sent.
    public func withRun<Value: Sendable>(
        _ draft: Run.Draft,
        perform body: (RunLogger) async throws -> Value
    ) async throws -> Value {
        let run = try await createRun(draft)
        let logger = RunLogger(run.id, on: self)
        do {
            let value = try await body(logger)
            try await logger.flush()
            _ = try await finishRun(run.id)
            return value
        } catch {
            await end(logger, after: error)
            throw error
        }
    }

    /// Another task, since this one may be cancelled and could not send anything; `body`'s error is the one to tell.
    private func end(_ logger: RunLogger, after error: any Error) async {
        let isCancelled = error is CancellationError || (error as? RoostError)?.code == .cancelled
        await Task.detached {
            try? await logger.flush()
            _ = try? await finishRun(logger.run, as: isCancelled ? .killed : .failed)
        }.value
    }
}

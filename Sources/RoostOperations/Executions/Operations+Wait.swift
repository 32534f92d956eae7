import RoostEntities
import RoostMetadataStore

extension Operations {
    /// The execution at its next change of status or progress, when it has ended, or after `seconds` (0 to 60).
    package func waitForExecution(
        _ id: Identifier<Execution>,
        seconds: Double,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Execution {
        try Self.checkWait(seconds)
        // Before looking, so that no change falls between.
        let stream = changes.stream(of: id)
        let execution = try await self.execution(id, in: project, as: caller)
        guard !execution.status.isFinished, seconds > 0 else { return execution }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in stream { return } }
            group.addTask { try? await Task.sleep(for: .seconds(seconds)) }
            await group.next()
            group.cancelAll()
        }
        return try await self.execution(id, in: project, as: caller)
    }

    /// Every execution that was made or changed its status or progress, from now on, in any project.
    package func executionChanges() -> AsyncStream<Identifier<Execution>> {
        changes.stream()
    }

    static func checkWait(_ seconds: Double) throws(RoostError) {
        guard (0...60).contains(seconds) else {
            throw RoostError(
                .invalidArgument,
                "one waits for 0 to 60 seconds at a time, not \(seconds); ask again after"
            )
        }
    }
}

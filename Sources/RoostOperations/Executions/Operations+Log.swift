import RoostEntities
import RoostThreads

extension Operations {
    /// What the log holds from `offset` on; waits up to `seconds` (0 to 60) for more to come.
    package func executionLog(
        _ id: Identifier<Execution>,
        offset: Int64,
        seconds: Double,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> LogChunk {
        try Self.checkWait(seconds)
        let log = ExecutionLog(of: id, in: home)
        let deadline = ContinuousClock.now + .seconds(seconds)
        while true {
            // Before the file, so that an end is never told before the last lines were read.
            let execution = try await self.execution(id, in: project, as: caller)
            let part = try await threads.run { try log.read(from: offset) }
            guard part.text.isEmpty, !execution.status.isFinished, ContinuousClock.now < deadline else {
                let isLast = execution.status.isFinished && part.text.isEmpty
                return LogChunk(text: part.text, nextOffset: part.nextOffset, finished: isLast)
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }
}

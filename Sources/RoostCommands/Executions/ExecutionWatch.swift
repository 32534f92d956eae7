import Foundation
import RoostClient

/// Waits for an execution while somebody looks on: a progress line, and ^C that stops the work on the server.
struct ExecutionWatch {
    let roost: Roost
    let output: Output

    /// The execution once it has ended, however it ended.
    ///
    /// The first ^C cancels it and goes on waiting for its end, the second one ends this process at once. `beside` is
    /// done meanwhile and draws the line itself, if it is there.
    func follow(
        _ id: Identifier<Execution>,
        beside: (@Sendable (ProgressLine) async throws -> Void)? = nil
    ) async throws -> Execution {
        let line = ProgressLine(output)
        defer { line.clear() }
        return try await withThrowingTaskGroup(of: Execution?.self) { group in
            group.addTask {
                try await roost.wait(for: id, onChange: beside == nil ? line.execution() : { _ in })
            }
            if let beside {
                group.addTask {
                    try await beside(line)
                    return nil
                }
            }
            group.addTask {
                try await cancelOnInterrupt(id, line)
                return nil
            }
            defer { group.cancelAll() }
            while let ended = try await group.next() {
                if let ended { return ended }
            }
            throw RoostError(.internal, "nothing waits for execution \(id)")
        }
    }

    private func cancelOnInterrupt(_ id: Identifier<Execution>, _ line: ProgressLine) async throws {
        var isAsked = false
        for await _ in Interrupts.stream() {
            line.clear()
            guard !isAsked else {
                output.say("left; see what became of it: roost executions show \(id)")
                exit(ExitStatus.interrupted.rawValue)
            }
            isAsked = true
            output.say("cancelling execution \(id) on the server; ^C again leaves without waiting")
            do {
                try await roost.cancelExecution(id)
            } catch let error as RoostError where error.code == .failedPrecondition {
                // It has ended meanwhile, which is being waited for anyway.
            }
        }
    }
}

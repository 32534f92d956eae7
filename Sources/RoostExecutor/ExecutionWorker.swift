import Foundation
import RoostAdapters
import RoostClient
import RoostInference

/// What a worker process does: loads the version, predicts what it was assigned, reports.
///
/// Everything it learns and says goes through the API, so it may run on another machine than the server.
package struct ExecutionWorker: Sendable {
    private let assignment: Assignment
    private let roost: Roost
    private let engine: NativeEngine
    private let say: @Sendable (String) -> Void

    /// - Parameters:
    ///   - assignment: What to do and for whom.
    ///   - engine: What models run on.
    ///   - say: Takes a line for the execution's log.
    package init(assignment: Assignment, engine: NativeEngine, say: @escaping @Sendable (String) -> Void) {
        self.assignment = assignment
        self.engine = engine
        self.say = say
        roost = Roost(url: assignment.server, token: assignment.token, project: assignment.project.text)
    }

    /// Works to the end, or until the server says stop, and reports which.
    ///
    /// - Throws: What kept it from working; the server has been told, if it could be reached.
    package func run() async throws {
        do {
            try await work()
            try await roost.finish(execution: assignment.execution)
        } catch is CancellationError {
            say("stopped")
        } catch {
            say("failed: \(error)")
            try await roost.finish(execution: assignment.execution, failure: String(describing: error))
            throw error
        }
    }

    private func work() async throws {
        let execution = try await roost.execution(assignment.execution)
        say("loading \(execution.version)")
        let started = ContinuousClock.now
        let adapter = try await AdapterTable().load(assignment.modelFolder, on: engine)
        say("loaded in \(ContinuousClock.now - started)")
        for warning in adapter.warnings { say("warning: \(warning)") }
        let reporter = ProgressReporter(roost: roost, execution: assignment.execution)
        let prediction = PredictionWork(roost: roost, execution: execution, reporter: reporter)
        let progress = try await reporter.whileReporting {
            try await prediction.run(with: adapter)
        }
        say("predicted \(progress.done) of \(progress.total ?? progress.done), \(progress.failed) failed")
    }
}

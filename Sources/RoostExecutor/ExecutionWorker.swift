import Foundation
import RoostAdapters
import RoostClient
import RoostInference

/// What a worker process does: loads the version, does what it was assigned, reports.
///
/// Everything it learns and says goes through the API, so it may run on another machine than the server.
package struct ExecutionWorker: Sendable {
    private let assignment: Assignment
    private let roost: Roost
    private let engine: NativeEngine
    private let program: String
    private let say: @Sendable (String) -> Void

    /// - Parameters:
    ///   - assignment: What to do and for whom.
    ///   - engine: What models run on.
    ///   - program: The version of Roost that works.
    ///   - say: Takes a line for the execution's log.
    package init(
        assignment: Assignment,
        engine: NativeEngine,
        program: String,
        say: @escaping @Sendable (String) -> Void
    ) {
        self.assignment = assignment
        self.engine = engine
        self.program = program
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
        say("\(execution.kind.rawValue) with \(execution.version), start \(execution.attempts)")
        let recorder = RunRecorder(roost: roost, run: execution.runID)
        let reporter = ProgressReporter(roost: roost, execution: assignment.execution)
        let context = WorkContext(
            roost: roost,
            execution: execution,
            assignment: assignment,
            engine: engine,
            program: program,
            reporter: reporter,
            recorder: recorder,
            say: say
        )
        let conclusion = try await reporter.whileReporting {
            try await recorder.whileSampling {
                switch execution.kind {
                case .predict: try await PredictionWork(context: context).run()
                case .train: try await TrainingWork(context: context).run()
                case .evaluate: try await EvaluationWork(context: context).run()
                }
            }
        }
        say(conclusion.words)
        try await conclusion.deliver()
    }
}

import Foundation
import RoostClient

/// What somebody sees of a training while it goes on: how far it is, then loss and accuracy as its run has them.
struct TrainingWatch: Sendable {
    let roost: Roost
    let execution: Execution

    /// The execution once it has ended; ^C cancels it.
    func follow(_ output: Output) async throws -> Execution {
        let watch = ExecutionWatch(roost: roost, output: output)
        return try await watch.follow(execution.id) { line in
            while true {
                let now = try await look()
                line.draw(now)
                try await Task.sleep(for: .milliseconds(500))
            }
        }
    }

    private func look() async throws -> String {
        let execution = try await roost.execution(execution.id)
        guard let run = execution.runID else { return execution.status.rawValue }
        return Self.text(execution, try await roost.run(run).metrics)
    }

    /// One line: the metrics once there are any, else how far the features are.
    static func text(_ execution: Execution, _ metrics: [String: MetricSummary]) -> String {
        let shown = ["loss", "accuracy", "validation_loss", "validation_accuracy"].compactMap { key in
            metrics[key].map { String(format: "%@ %.4f", key.replacing("_", with: " "), $0.last) }
        }
        guard let step = metrics["loss"]?.step, !shown.isEmpty else {
            let progress = execution.progress
            guard let total = progress.total, total > 0, execution.status == .running else {
                return "\(execution.status.rawValue) …"
            }
            let bar = ProgressLine.bar(share: Double(progress.done) / Double(total))
            return "features \(bar) \(progress.done)/\(total)"
        }
        return "step \(step)  " + shown.joined(separator: "  ")
    }
}

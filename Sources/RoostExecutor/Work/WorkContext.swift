import Foundation
import RoostClient
import RoostInference
import RoostONNXRuntime

/// What every kind of work needs.
struct WorkContext: Sendable {
    let roost: Roost
    let execution: Execution
    /// What was assigned besides the execution's row: the folders.
    let assignment: Assignment
    let engine: NativeEngine
    /// The version of Roost that does the work.
    let program: String
    let reporter: ProgressReporter
    let recorder: RunRecorder
    /// Takes a line for the execution's log.
    let say: @Sendable (String) -> Void

    /// Where the work is done.
    var environment: TrainingRecord.Environment {
        TrainingRecord.Environment(roost: program, runtime: engine.runtime.version)
    }

    func snapshot() async throws -> Snapshot {
        guard let dataset = execution.input.dataset, let id = execution.input.snapshotID else {
            throw RoostError(
                .internal,
                "execution \(execution.id) names no snapshot; start it again, and report this if it comes back"
            )
        }
        return try await roost.snapshot(.id(id), of: dataset)
    }

    func content(of item: SnapshotItem) async throws -> [UInt8] {
        try await roost.content(of: item.digest, size: item.size)
    }
}

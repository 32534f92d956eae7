import Foundation
import RoostClient
import RoostExecutor

/// What `classify --stats` measured, as one JSON line.
struct Statistics: Encodable {
    let images: Int
    let loadSeconds: Double
    let predictSeconds: Double
    /// Of the whole process, in bytes.
    let peakMemory: Int64

    init(progress: Execution.Progress, timing: LocalPrediction.Timing) {
        images = progress.done
        loadSeconds = timing.load
        predictSeconds = timing.predict
        peakMemory = PeakMemory.bytes
    }

    func line() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}

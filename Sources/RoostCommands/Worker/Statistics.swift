import Foundation
import RoostClient
import RoostExecutor

/// What `classify --stats` measured, as one JSON line.
struct Statistics: Encodable {
    let images: Int
    let loadSeconds: Double
    let predictSeconds: Double
    /// Of the whole process, in bytes.
    let peakMemory: Int

    init(progress: Execution.Progress, timing: LocalPrediction.Timing) {
        images = progress.done
        loadSeconds = timing.load
        predictSeconds = timing.predict
        var usage = rusage()
        #if os(macOS)
        getrusage(RUSAGE_SELF, &usage)
        peakMemory = usage.ru_maxrss
        #else
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        peakMemory = usage.ru_maxrss * 1024
        #endif
    }

    func line() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}

import Foundation
import RoostClient
import RoostWorkers

extension RunRecorder {
    /// Does `work`, and meanwhile writes what this process uses as metrics of the run, every two seconds.
    ///
    /// - Returns: what `work` returns, once all points are written.
    /// - Throws: what `work` throws; ``RoostError`` when the run takes no points.
    nonisolated func whileSampling(
        _ work: @escaping @Sendable () async throws -> Conclusion
    ) async throws -> Conclusion {
        guard writesRun else { return try await work() }
        let conclusion = try await withThrowingTaskGroup(of: Conclusion?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await self.sample(every: .seconds(2))
                return nil
            }
            defer { group.cancelAll() }
            var finished: Conclusion?
            while finished == nil, let next = try await group.next() { finished = next }
            return finished
        }
        try await flush()
        guard let conclusion else { throw CancellationError() }
        return conclusion
    }

    /// Until it is cancelled, or this process cannot be looked at.
    private func sample(every interval: Duration) async throws {
        var sampler = ResourceSampler(pid: getpid())
        var step: Int64 = 0
        while let sample = await sampler.sample() {
            try await record(sample.metrics, step: step)
            step += 1
            try await Task.sleep(for: interval)
        }
    }
}

import Foundation
import RoostClient

/// Writes what is measured to the execution's run, many points at a time.
actor RunRecorder {
    /// A request carries no more points.
    private static let pointsAtOnce = 1000

    private let roost: Roost
    private let run: Identifier<Run>?
    /// Whether there is anything to write to.
    nonisolated let writesRun: Bool
    private var points: [MetricPoint] = []
    private var flushed = ContinuousClock.now

    /// A recorder for `run`; without one it forgets what it is told.
    init(roost: Roost, run: Identifier<Run>?) {
        self.roost = roost
        self.run = run
        writesRun = run != nil
    }

    /// Keeps the points of one step, and writes what was kept once a second.
    func record(_ metrics: [String: Double], step: Int64) async throws {
        guard run != nil else { return }
        let now = Timestamp.now
        for (name, value) in metrics.sorted(by: { $0.key < $1.key }) {
            points.append(MetricPoint(key: try Run.Key(name), step: step, at: now, value: value))
        }
        guard points.count >= Self.pointsAtOnce || ContinuousClock.now - flushed > .seconds(1) else { return }
        try await flush()
    }

    /// Writes what is left.
    func flush() async throws {
        guard let run else { return }
        flushed = .now
        while !points.isEmpty {
            let part = Array(points.prefix(Self.pointsAtOnce))
            points.removeFirst(part.count)
            try await roost.logRun(run, Run.Entries(metrics: part))
        }
    }
}

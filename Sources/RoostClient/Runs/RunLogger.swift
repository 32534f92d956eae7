import Foundation

/// Writes a run while a script goes on: points are gathered and sent together, about once a second.
///
///     try await roost.withRun(Run.Draft(experiment: Experiment.Name("digits"))) { run in
///         try await run.log(parameters: ["learning_rate": "0.1"])
///         for epoch in 0..<10 { try await run.log("loss", train(epoch), step: Int64(epoch)) }
///     }
///
/// No point is lost silently: what could not be sent stays here, the call that tried to send it throws, and the next
/// one tries again. Points that only wait are sent by ``flush()``, which ``Roost/withRun(_:perform:)`` calls at the end.
public actor RunLogger {
    /// The most points that wait here while the server is away.
    private static let largest = 1_000_000
    /// As many points as one request takes.
    private static let batch = 1000

    public nonisolated let run: Identifier<Run>
    private let roost: Roost
    private let interval: Duration
    private var waiting: [MetricPoint] = []
    private var steps: [Run.Key: Int64] = [:]
    private var sentAt = ContinuousClock.now
    private var isSending = false
    private var turns: [CheckedContinuation<Void, Never>] = []

    /// - Parameters:
    ///   - run: The run to write.
    ///   - roost: Where it is.
    ///   - interval: How long points wait for others at most, while points come.
    public init(_ run: Identifier<Run>, on roost: Roost, interval: Duration = .seconds(1)) {
        self.run = run
        self.roost = roost
        self.interval = interval
    }

    /// Notes what a metric is now.
    ///
    /// - Parameters:
    ///   - key: The metric's name.
    ///   - value: What it is; NaN and the infinities are kept as they are.
    ///   - step: Where it is that; the one after the metric's last if not given, beginning with 0.
    ///   - at: When it is that.
    /// - Throws: what kept points from being sent; they are sent with the next ones.
    public func log(_ key: String, _ value: Double, step: Int64? = nil, at: Timestamp = .now) async throws {
        let key = try Run.Key(key)
        guard waiting.count < Self.largest else {
            throw RoostError(
                .unavailable,
                "\(waiting.count) points wait for the server and this one was not taken; flush, or end the run"
            )
        }
        let step = step ?? steps[key].map { $0 == .max ? $0 : $0 + 1 } ?? 0
        steps[key] = step
        waiting.append(MetricPoint(key: key, step: step, at: at, value: value))
        guard waiting.count >= Self.batch || ContinuousClock.now - sentAt >= interval else { return }
        try await flush()
    }

    /// Writes parameters at once; one that is written already cannot change.
    public func log(parameters: [String: String]) async throws {
        try await roost.logRun(run, Run.Entries(parameters: parameters))
    }

    /// Sets tags at once; one set to `nil` is removed.
    public func log(tags: [String: String?]) async throws {
        try await roost.logRun(run, Run.Entries(tags: tags))
    }

    /// Keeps a file of this machine with the run.
    public func log(_ file: URL, at path: Artifact.Path) async throws {
        try await roost.putArtifact(file, at: path, of: run)
    }

    /// Sends all points that wait; returns when the server has them.
    public func flush() async throws {
        await takeTurn()
        defer { endTurn() }
        while !waiting.isEmpty {
            let part = Array(waiting.prefix(Self.batch))
            sentAt = .now
            try await roost.logRun(run, Run.Entries(metrics: part))
            waiting.removeFirst(part.count)
        }
    }

    /// Points go one request after the other, so that none is sent twice.
    private func takeTurn() async {
        guard isSending else {
            isSending = true
            return
        }
        await withCheckedContinuation { turns.append($0) }
    }

    private func endTurn() {
        guard !turns.isEmpty else {
            isSending = false
            return
        }
        turns.removeFirst().resume()
    }
}

import RoostAdapters
import RoostClient
import RoostThreads

/// The items that a version is judged by, and what judging it costs.
struct JudgedItems: Sendable {
    /// How many items the latency is measured on.
    static let sampleCount = 15

    let context: WorkContext
    let snapshot: Snapshot
    /// Of the version's artifacts, in bytes.
    let size: Int64

    private var subset: Subset? { context.execution.input.subset }

    /// In the snapshot's order.
    var all: AsyncFilterSequence<SnapshotItems> {
        context.roost.snapshotItems(of: snapshot).filter { [subset] in subset == nil || $0.subset == subset }
    }

    var total: Int { subset.map { snapshot.subsets[$0.rawValue] ?? 0 } ?? snapshot.itemCount }

    func content(of item: SnapshotItem) async throws -> ItemContent {
        ItemContent(name: item.path.text, bytes: try await context.content(of: item))
    }

    /// What it took to judge all items, and how long one takes by itself.
    ///
    /// - Parameters:
    ///   - adapter: What prepares the items.
    ///   - samples: Items that it could answer.
    ///   - progress: How many items there were.
    ///   - seconds: How long these took together.
    ///   - run: Has the model answer one item.
    /// - Returns: The cost.
    /// - Throws: What fetching, preparing or running throws.
    func cost<Adapter: ModelAdapter>(
        of adapter: Adapter,
        samples: [SnapshotItem],
        _ progress: Execution.Progress,
        seconds: Double,
        run: (Adapter.Prepared) async throws -> Void
    ) async throws -> Evaluation.Cost {
        Evaluation.Cost(
            latencyMilliseconds: try await latency(of: adapter, samples: samples, run: run),
            itemsPerSecond: progress.done > 0 && seconds > 0 ? Double(progress.done) / seconds : nil,
            peakMemory: PeakMemory.bytes,
            size: size
        )
    }

    /// In milliseconds: the median over `samples`, after two to warm up.
    private func latency<Adapter: ModelAdapter>(
        of adapter: Adapter,
        samples: [SnapshotItem],
        run: (Adapter.Prepared) async throws -> Void
    ) async throws -> Double? {
        let threads = BlockingThreads(label: "roost.latency", count: 1)
        var times: [Double] = []
        for (count, item) in (samples.prefix(2) + samples).enumerated() {
            let content = try await content(of: item)
            let prepared = try await threads.run { try adapter.prepare(content) }
            let begun = ContinuousClock.now
            try await run(prepared)
            if count >= 2 { times.append((ContinuousClock.now - begun).seconds * 1000) }
        }
        guard !times.isEmpty else { return nil }
        return times.sorted()[times.count / 2]
    }
}

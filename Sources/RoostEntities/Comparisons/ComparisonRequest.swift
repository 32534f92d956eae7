/// Which versions to put side by side, and where.
public struct ComparisonRequest: Sendable, Codable, Hashable {
    /// 2 to 8 of them.
    public var versions: [Reference]
    public var dataset: Dataset.Name
    /// The latest that all of them were evaluated on, unless it is said.
    public var snapshot: Digest?
    /// The items; those of the latest evaluation of any of the versions, unless it is said.
    public var part: Evaluation.Part?
    /// What the verdict goes by; unless it is said, the main number of what was evaluated: accuracy, ap, mean_iou or pq.
    public var metric: String?
    /// Compares the latest evaluations even when they were made on different snapshots.
    public var acrossSnapshots: Bool
    /// How often the items are drawn anew for the intervals, 1,000 to 10,000.
    public var resamples: Int
    /// Of these draws.
    public var seed: UInt64

    public init(
        _ versions: [Reference],
        on dataset: Dataset.Name,
        snapshot: Digest? = nil,
        part: Evaluation.Part? = nil,
        metric: String? = nil,
        acrossSnapshots: Bool = false,
        resamples: Int = 2_000,
        seed: UInt64 = 0
    ) {
        self.versions = versions
        self.dataset = dataset
        self.snapshot = snapshot
        self.part = part
        self.metric = metric
        self.acrossSnapshots = acrossSnapshots
        self.resamples = resamples
        self.seed = seed
    }
}

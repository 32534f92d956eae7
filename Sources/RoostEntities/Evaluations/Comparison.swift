/// Which of several versions is better on the same items, and how sure that is.
public struct Comparison: Sendable, Codable, Equatable {
    /// What the verdict goes by.
    public let metric: String
    /// Items that all versions answered and whose label is known: what everything here is about.
    public let count: Int
    /// In the order asked for.
    public let versions: [Standing]
    /// Every two versions, the earlier of them first.
    public let pairs: [Pair]
    public let verdict: Verdict
    /// Of the intervals, such as 0.95.
    public let confidence: Double
    /// How often the items were drawn anew for the intervals.
    public let resamples: Int
    /// Of these draws: the same seed gives the same intervals.
    public let seed: UInt64

    /// A number and the interval it likely lies in.
    public struct Estimate: Sendable, Codable, Hashable {
        public let value: Double
        /// `nil` where too few draws had a value.
        public let lower: Double?
        public let upper: Double?

        package init(value: Double, lower: Double?, upper: Double?) {
            self.value = value
            self.lower = lower
            self.upper = upper
        }
    }

    /// One version's numbers on the common items.
    public struct Standing: Sendable, Codable, Hashable {
        /// As a person calls it, such as `digits:1`.
        public let version: String
        public let metrics: [String: Estimate]

        package init(version: String, metrics: [String: Estimate]) {
            self.version = version
            self.metrics = metrics
        }
    }

    /// Two versions side by side: how many items, or objects where versions find objects, are right by which.
    public struct Pair: Sendable, Codable, Hashable {
        /// Indices into ``Comparison/versions``.
        public let first: Int
        public let second: Int
        public let bothRight: Int
        /// Wrong by the first, right by the second.
        public let fixed: Int
        /// Right by the first, wrong by the second.
        public let broken: Int
        public let stillWrong: Int
        /// `nil` where right and wrong cannot be counted.
        public let mcNemar: McNemar?
        /// The second's value less the first's.
        public let differences: [String: Estimate]

        package init(
            first: Int,
            second: Int,
            bothRight: Int,
            fixed: Int,
            broken: Int,
            stillWrong: Int,
            mcNemar: McNemar?,
            differences: [String: Estimate]
        ) {
            self.first = first
            self.second = second
            self.bothRight = bothRight
            self.fixed = fixed
            self.broken = broken
            self.stillWrong = stillWrong
            self.mcNemar = mcNemar
            self.differences = differences
        }
    }

    /// McNemar's test of whether two versions are right equally often.
    public struct McNemar: Sendable, Codable, Hashable {
        public enum Method: String, Sendable, Codable, CaseIterable {
            /// Binomial, two-sided.
            case exact
            /// Chi-square with continuity correction.
            case corrected
        }

        public let method: Method
        /// Chi-square; `nil` for the exact test.
        public let statistic: Double?
        /// How likely so uneven a count is when they are equally good.
        public let p: Double

        package init(method: Method, statistic: Double?, p: Double) {
            self.method = method
            self.statistic = statistic
            self.p = p
        }
    }

    public struct Verdict: Sendable, Codable, Hashable {
        /// Index of the version that is better than every other; `nil` for a tie.
        public let winner: Int?
        /// For a person.
        public let words: String

        package init(winner: Int?, words: String) {
            self.winner = winner
            self.words = words
        }
    }

    package init(
        metric: String,
        count: Int,
        versions: [Standing],
        pairs: [Pair],
        verdict: Verdict,
        confidence: Double,
        resamples: Int,
        seed: UInt64
    ) {
        self.metric = metric
        self.count = count
        self.versions = versions
        self.pairs = pairs
        self.verdict = verdict
        self.confidence = confidence
        self.resamples = resamples
        self.seed = seed
    }
}

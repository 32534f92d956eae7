/// How to divide the items of a dataset among its subsets.
public struct Split: Sendable, Hashable {
    public enum Rule: Sendable, Hashable {
        /// By lot: the same seed divides the same paths the same way, on any machine.
        ///
        /// The items stand in the order of the first 64 bits of SHA-256 of `<seed>/<path>`, then of their paths; the
        /// first go to train, the next to validation, the last to test. When it is `stratified`, each label (the first
        /// ground truth of an item) is divided so, and the totals are the same.
        case shares(Shares, seed: UInt64, stratified: Bool)
        /// By the first folder of the path: `train`, `val`, `test` and other spellings; what says nothing stays.
        case folder
        /// All to one subset, or out of all of them.
        case move(to: Subset?)
    }

    public var rule: Rule
    /// Only items that this means; the others stay where they are.
    public var filter: Filter?

    public init(_ rule: Rule, filter: Filter? = nil) {
        self.rule = rule
        self.filter = filter
    }
}

extension Split {
    /// How much each subset gets, in proportion: 80, 10 and 10 is the same as 8, 1 and 1.
    public struct Shares: Sendable, Hashable {
        public let train: Double
        public let validation: Double
        public let test: Double

        /// - Throws: `invalidArgument` unless all are finite, none is negative, and one is more than nothing.
        public init(train: Double, validation: Double = 0, test: Double = 0) throws(RoostError) {
            let all = [train, validation, test]
            guard all.allSatisfy({ $0 >= 0 && $0 <= 1e9 }), all.contains(where: { $0 > 0 }) else {
                throw RoostError(
                    .invalidArgument,
                    "shares are numbers from 0 to 1e9, not all of them 0, such as train 80, validation 10, test 10"
                )
            }
            self.train = train
            self.validation = validation
            self.test = test
        }

        /// In the order of ``Subset/allCases``.
        package var all: [Double] { [train, validation, test] }
    }
}

extension Split: Codable {
    private enum Key: String, CodingKey {
        case shares, seed, stratify, by, to, filter
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        filter = try container.decodeIfPresent(Filter.self, forKey: .filter)
        let rules = [Key.shares, .by, .to].filter(container.contains)
        guard rules.count == 1 else {
            throw RoostError(.invalidArgument, "say how to split: give 'shares', 'by' or 'to', one of the three")
        }
        switch rules[0] {
        case .shares:
            rule = .shares(
                try container.decode(Shares.self, forKey: .shares),
                seed: try container.decodeIfPresent(UInt64.self, forKey: .seed) ?? 0,
                stratified: try container.decodeIfPresent(Bool.self, forKey: .stratify) ?? false
            )
        case .to:
            rule = .move(to: try container.decodeIfPresent(Subset.self, forKey: .to))
        default:
            guard try container.decode(String.self, forKey: .by) == "folder" else {
                throw RoostError(
                    .invalidArgument,
                    "a split goes by 'folder', or by nothing; give 'shares' or 'to' instead"
                )
            }
            rule = .folder
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(filter, forKey: .filter)
        switch rule {
        case .shares(let shares, let seed, let stratified):
            try container.encode(shares, forKey: .shares)
            try container.encode(seed, forKey: .seed)
            try container.encode(stratified, forKey: .stratify)
        case .folder: try container.encode("folder", forKey: .by)
        case .move(let subset): try container.encode(subset, forKey: .to)
        }
    }
}

extension Split.Shares: Codable {
    private enum Key: String, CodingKey {
        case train, validation, test
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        try self.init(
            train: container.decodeIfPresent(Double.self, forKey: .train) ?? 0,
            validation: container.decodeIfPresent(Double.self, forKey: .validation) ?? 0,
            test: container.decodeIfPresent(Double.self, forKey: .test) ?? 0
        )
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(train, forKey: .train)
        try container.encode(validation, forKey: .validation)
        try container.encode(test, forKey: .test)
    }
}

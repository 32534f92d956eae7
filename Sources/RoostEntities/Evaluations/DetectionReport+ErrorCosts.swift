extension DetectionReport {
    /// How many errors of each type there are, and how much average precision each type costs (TIDE, 2020).
    public struct ErrorCosts: Sendable, Codable, Hashable {
        public struct Entry: Sendable, Codable, Hashable {
            /// Never `true-positive` or `mistaken`.
            public let kind: ObjectOutcome.Kind
            public let count: Int
            /// By how much ``ErrorCosts/ap`` grows when all errors of the type, and these alone, are put right.
            public let cost: Double

            package init(kind: ObjectOutcome.Kind, count: Int, cost: Double) {
                self.kind = kind
                self.count = count
                self.cost = cost
            }
        }

        /// Average precision at an overlap of 0.5 by TIDE's rules, 0 to 1.
        public let ap: Double?
        public let kinds: [Entry]
        /// By how much precision grows when what is wrong is less sure than all that is right.
        public let falsePositiveCost: Double
        /// By how much precision grows when what was not found is not looked for.
        public let falseNegativeCost: Double

        package init(ap: Double?, kinds: [Entry], falsePositiveCost: Double, falseNegativeCost: Double) {
            self.ap = ap
            self.kinds = kinds
            self.falsePositiveCost = falsePositiveCost
            self.falseNegativeCost = falseNegativeCost
        }
    }
}

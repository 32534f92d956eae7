extension Comparing {
    /// Items that are alike: with the same label, of which all versions said the same.
    struct Kind: Comparable {
        /// Labels by index.
        let truth: Int
        /// By version, as are all that follow.
        let predicted: [Int]
        /// Where the label stood; empty unless known.
        let ranks: [Int]
        /// The label's log loss; empty unless known.
        let losses: [Double]
        let count: Int

        static func < (left: Self, right: Self) -> Bool {
            if left.truth != right.truth { return left.truth < right.truth }
            if left.predicted != right.predicted { return left.predicted.lexicographicallyPrecedes(right.predicted) }
            if left.ranks != right.ranks { return left.ranks.lexicographicallyPrecedes(right.ranks) }
            return left.losses.lexicographicallyPrecedes(right.losses)
        }
    }
}

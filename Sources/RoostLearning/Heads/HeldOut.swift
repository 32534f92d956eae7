/// Which items are not learnt from, so that they can tell when learning has gone far enough.
package enum HeldOut {
    /// Draws `share` of each label's items, rounded down; of each label at least one is left to learn from.
    ///
    /// - Parameters:
    ///   - targets: the number of each item's label; `nil` for items that are not learnt from anyway.
    ///   - share: 0 to 1.
    ///   - seed: the same items are drawn for the same seed.
    /// - Returns: the numbers of the items, ascending.
    package static func draw(_ targets: [Int?], share: Double, seed: UInt64) -> [Int] {
        var rowsOfLabel: [Int: [Int]] = [:]
        for (row, target) in targets.enumerated() {
            if let target { rowsOfLabel[target, default: []].append(row) }
        }
        var random = SplitMix64(seed: seed)
        var drawn: [Int] = []
        for label in rowsOfLabel.keys.sorted() {
            var rows = rowsOfLabel[label] ?? []
            let count = min(rows.count - 1, Int((Double(rows.count) * share).rounded(.down)))
            // The first steps of Fisher and Yates' shuffle.
            for place in 0..<max(0, count) {
                rows.swapAt(place, place + random.below(rows.count - place))
                drawn.append(rows[place])
            }
        }
        return drawn.sorted()
    }
}

/// How well each item of a matrix is told.
package struct RowScores: Sendable, Hashable {
    /// `-log p` of the right label, an item each; 0 for items without one.
    package let losses: [Float]
    /// Whether the right label is the most probable.
    package let hits: [Bool]

    /// Mean loss and share of hits of some items.
    ///
    /// - Parameter weights: what each counts; 0 leaves it out.
    /// - Returns: `nil` when nothing counts.
    package func mean(_ weights: [Float]) -> (loss: Double, accuracy: Double)? {
        var total = 0.0
        var loss = 0.0
        var hit = 0.0
        for (row, weight) in weights.enumerated() where weight > 0 {
            total += Double(weight)
            loss += Double(weight) * Double(losses[row])
            if hits[row] { hit += Double(weight) }
        }
        return total > 0 ? (loss / total, hit / total) : nil
    }
}

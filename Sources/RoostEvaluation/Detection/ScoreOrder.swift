/// Detections by label, the highest score first; of equal scores, by image and then in the order they were given.
struct ScoreOrder: Sendable {
    /// Detections, label by label.
    let rows: [Int32]
    /// Where each label starts in ``rows``, and the end of the last.
    let labelStarts: [Int]

    init(_ detections: DetectedObjects) {
        let columns = detections.columns
        let byImage = Grouping(columns.images, groupCount: columns.imageCount)
        let byScore = Self.sorted(byImage.members, by: detections.scores)
        let byLabel = Grouping(columns.labels, groupCount: columns.labelCount, order: byScore)
        rows = byLabel.members
        labelStarts = byLabel.starts
    }

    /// Sorts by descending score, stable: a radix sort that leaves out the rounds in which all scores are alike.
    static func sorted(_ rows: [Int32], by scores: [Double]) -> [Int32] {
        // Larger digits need fewer rounds but more counters, which only many scores make up for.
        let bits = rows.count < 1 << 14 ? 8 : 16
        let (rounds, mask) = (64 / bits, UInt64(1) << UInt64(bits) - 1)
        var counts = [Int32](repeating: 0, count: rounds << bits)
        for score in scores {
            let key = descending(score)
            for round in 0..<rounds { counts[round << bits | Int(key >> UInt64(bits * round) & mask)] += 1 }
        }
        var (current, next) = (rows, rows)
        for round in 0..<rounds {
            let slots = round << bits..<(round + 1) << bits
            guard !counts[slots].contains(Int32(rows.count)) else { continue }
            var position: Int32 = 0
            for slot in slots {
                (counts[slot], position) = (position, position + counts[slot])
            }
            for row in current {
                let digit = Int(descending(scores[Int(row)]) >> UInt64(bits * round) & mask)
                let slot = slots.lowerBound | digit
                next[Int(counts[slot])] = row
                counts[slot] += 1
            }
            swap(&current, &next)
        }
        return current
    }

    /// A number that is the smaller, the larger a finite `score` is; both zeros have the same.
    private static func descending(_ score: Double) -> UInt64 {
        let bits = (score + 0).bitPattern
        return bits >> 63 == 1 ? bits : ~bits & (.max >> 1)
    }
}

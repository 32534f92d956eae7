import RoostEntities

/// Which version wins, and the words for it.
///
/// A version wins when it is clearly better than every other: for accuracy when McNemar's p is below 0.05, else when the
/// interval of the difference is above 0.
struct Verdict {
    /// The number that counts.
    struct Goal: Sendable {
        let name: String
        /// Whether a difference of it is spoken of in points, hundredths of a share.
        let isShare: Bool
        /// Whether less of it is better.
        var lowestIsBest = false

        /// As words name it: on one line.
        var shown: String { name.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    }

    let goal: Goal
    let standings: [Comparison.Standing]
    let pairs: [Comparison.Pair]

    var verdict: Comparison.Verdict {
        let name = goal.name
        let values = standings.compactMap { $0.metrics[name]?.value }
        let extreme = goal.lowestIsBest ? values.min() : values.max()
        guard values.count == standings.count, let extreme, let best = values.firstIndex(of: extreme) else {
            return tie("it is undefined, for want of items that have a label and an answer of every version")
        }
        let leads = standings.indices.filter { $0 != best }.compactMap { lead(of: best, over: $0) }
        guard let first = leads.first else { return tie("there is only \(standings[best].version)") }
        let unclear = leads.filter { !$0.isClear }
        guard unclear.isEmpty else { return tie(words(best, unclear, of: leads.count)) }
        let evidence = leads.map { "\(standings[$0.other].version) by \($0.size) (\($0.evidence))" }
        return Comparison.Verdict(
            winner: best,
            words: leads.count == 1
                ? "\(standings[best].version) is better than \(standings[first.other].version) on \(goal.shown) by "
                    + "\(first.size) (\(first.evidence))"
                : "\(standings[best].version) is better than every other on \(goal.shown): than "
                    + evidence.joined(separator: "; than ")
        )
    }

    private func tie(_ reason: String) -> Comparison.Verdict {
        Comparison.Verdict(winner: nil, words: "no winner on \(goal.shown): " + reason)
    }

    /// Why nobody wins though `best` has the highest number.
    private func words(_ best: Int, _ unclear: [Lead], of count: Int) -> String {
        let reasons = unclear.map { lead in
            lead.difference == 0
                ? "equals \(standings[lead.other].version) (\(lead.evidence))"
                : "leads \(standings[lead.other].version) by \(lead.size), which may be chance (\(lead.evidence))"
        }
        let rest = unclear.count < count ? "; it is better than the other \(count - unclear.count)" : ""
        return "\(standings[best].version) " + reasons.joined(separator: "; ") + rest
    }

    private func lead(of best: Int, over other: Int) -> Lead? {
        guard let pair = pairs.first(where: { $0.first == min(best, other) && $0.second == max(best, other) }),
            let estimate = pair.differences[goal.name]
        else { return nil }
        let sign = (pair.second == best) != goal.lowestIsBest ? 1.0 : -1.0
        let bounds = [estimate.lower, estimate.upper].compactMap { $0.map { sign * $0 } }.sorted()
        return Lead(
            other: other,
            difference: sign * estimate.value,
            lower: bounds.first,
            upper: bounds.last,
            p: goal.name == "accuracy" ? pair.mcNemar?.p : nil,
            isShare: goal.isShare
        )
    }
}

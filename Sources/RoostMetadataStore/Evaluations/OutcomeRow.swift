import GRDB
import RoostEntities

/// An outcome as lists read it, with its item's content and its place.
struct OutcomeRow: FetchableRecord {
    /// How many columns it has.
    static let width = 15

    let reviewed: ReviewedItem
    /// By which the list is ordered, before the item.
    let weight: Double

    init(row: Row) throws {
        try self.init(row: row, from: 0)
    }

    init(row: Row, from start: Int) throws {
        let outcome = Outcome(
            itemID: try row.decode(atIndex: start),
            path: try row.decode(atIndex: start + 1),
            kind: try row.decode(atIndex: start + 2),
            truth: try row.decode(atIndex: start + 3),
            predicted: try row.decode(atIndex: start + 4),
            confidence: try row.decode(atIndex: start + 5),
            truthProbability: try row.decode(atIndex: start + 6),
            truthRank: try row.decode(atIndex: start + 7),
            failure: try row.decode(atIndex: start + 8),
            objects: try Self.objects(row, from: start + 9),
            quality: try row.decode(atIndex: start + 12)
        )
        reviewed = ReviewedItem(outcome: outcome, digest: try row.decode(atIndex: start + 13))
        weight = try row.decode(atIndex: start + 14)
    }

    private static func objects(_ row: Row, from start: Int) throws -> ObjectCounts? {
        guard let right = try row.decode(Int?.self, atIndex: start) else { return nil }
        return ObjectCounts(
            truePositives: right,
            falsePositives: try row.decode(atIndex: start + 1),
            falseNegatives: try row.decode(atIndex: start + 2)
        )
    }
}

/// Two outcomes of the same item, first the one that leads.
struct ChangeRow: FetchableRecord {
    let leader: OutcomeRow
    let other: OutcomeRow

    init(row: Row) throws {
        leader = try OutcomeRow(row: row, from: 0)
        other = try OutcomeRow(row: row, from: OutcomeRow.width)
    }

    /// A fixed mistake is led by the version that made it, which came before.
    func changed(_ change: ChangedItem.Change) -> ChangedItem {
        let (before, after) = change == .fixed ? (leader, other) : (other, leader)
        return ChangedItem(
            change: change,
            before: before.reviewed.outcome,
            after: after.reviewed.outcome,
            digest: leader.reviewed.digest
        )
    }
}

struct OutcomeCountRow: FetchableRecord, Decodable {
    let kind: Outcome.Kind
    let count: Int
}

struct ChangeCountRow: FetchableRecord, Decodable {
    let label: String
    let stillRight: Int
    let fixed: Int
    let broken: Int
    let stillWrong: Int

    var counts: ChangeCounts.Class {
        ChangeCounts.Class(
            label: label,
            stillRight: stillRight,
            fixed: fixed,
            broken: broken,
            stillWrong: stillWrong
        )
    }
}

extension ReviewFilter {
    /// The columns that select the items, each with its value.
    var columns: [(String, String)] {
        if let confusion { return [("truth", confusion.truth), ("predicted", confusion.predicted)] }
        let column = errors == .falsePositive ? "predicted" : "truth"
        return (label.map { [(column, $0)] } ?? []) + [("kind", kind.rawValue)]
    }

    private var kind: Outcome.Kind {
        switch errors {
        case .falsePositive, .falseNegative, .any: .incorrect
        case .failed: .failed
        case .ambiguous: .ambiguous
        case .unlabeled: .unlabeled
        }
    }
}

extension PageRequest {
    /// The outcome after which the page begins.
    fileprivate static let separator: Character = "_"

    func afterOutcome() throws -> (weight: Double, item: Identifier<Item>) {
        guard let after else { return (2, .greatest) }
        let parts = after.text.split(separator: Self.separator)
        guard parts.count == 2, let bits = UInt64(parts[0], radix: 16) else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(after.text)) is no page token of this list: pass 'next' of the page before as it was"
            )
        }
        return (Double(bitPattern: bits), try Identifier(parts[1]))
    }
}

extension PageToken {
    init(_ row: OutcomeRow) throws(RoostError) {
        let bits = String(row.weight.bitPattern, radix: 16)
        try self.init("\(bits)\(PageRequest.separator)\(row.reviewed.outcome.itemID)")
    }
}

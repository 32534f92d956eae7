import GRDB
import RoostEntities

/// An object as lists read it, with its image and its place.
struct ObjectRow: FetchableRecord {
    /// How many columns it has.
    static let width = 13

    let reviewed: ReviewedObject
    /// By which the list is ordered, before the item and the number.
    let place: Double

    init(row: Row) throws {
        try self.init(row: row, from: 0)
    }

    init(row: Row, from start: Int) throws {
        let outcome = ObjectOutcome(
            itemID: try row.decode(atIndex: start),
            path: try row.decode(atIndex: start + 1),
            number: try row.decode(atIndex: start + 2),
            kind: try row.decode(atIndex: start + 3),
            truth: try row.decode(atIndex: start + 4),
            predicted: try row.decode(atIndex: start + 5),
            score: try row.decode(atIndex: start + 6),
            overlap: try row.decode(atIndex: start + 7),
            object: try row.decode(atIndex: start + 8),
            truthGeometry: try row.decode(atIndex: start + 9),
            predictedGeometry: try row.decode(atIndex: start + 10)
        )
        reviewed = ReviewedObject(outcome: outcome, digest: try row.decode(atIndex: start + 11))
        place = try row.decode(atIndex: start + 12)
    }

    /// Its columns, of objects called `object`.
    static func selection(_ object: String) -> String {
        """
        \(object).itemID, outcome.path, \(object).number, \(object).kind, \(object).truth, \(object).predicted,
            \(object).score, \(object).overlap, \(object).object, \(object).truthGeometry,
            \(object).predictedGeometry, item.digest, \(object).place
        """
    }

    /// What its columns need besides, of objects called `object`.
    static func joins(_ object: String) -> String {
        """
        JOIN evaluationOutcome AS outcome
                ON outcome.evaluationID = \(object).evaluationID AND outcome.itemID = \(object).itemID
            JOIN item ON item.id = \(object).itemID
        """
    }
}

/// The same object of two evaluations, first of the one that leads.
struct ObjectChangeRow: FetchableRecord {
    let leader: ObjectRow
    let other: ObjectRow

    init(row: Row) throws {
        leader = try ObjectRow(row: row, from: 0)
        other = try ObjectRow(row: row, from: ObjectRow.width)
    }

    /// An object that is found again is led by the version that missed it, which came before.
    func changed(_ change: ChangedItem.Change) -> ChangedObject {
        let (before, after) = change == .fixed ? (leader, other) : (other, leader)
        return ChangedObject(
            change: change,
            before: before.reviewed.outcome,
            after: after.reviewed.outcome,
            digest: leader.reviewed.digest
        )
    }
}

struct ObjectCountRow: FetchableRecord, Decodable {
    let kind: ObjectOutcome.Kind
    let count: Int
}

extension ObjectFilter {
    /// What selects the objects, `nil` being any value, each with its value.
    var conditions: [(sql: String, value: String?)] {
        if let confusion {
            // The answer, not once more the object that it is about.
            return [
                ("object.truth = ?", confusion.truth), ("object.predicted = ?", confusion.predicted),
                ("object.side = 'false-positive'", nil),
            ]
        }
        var conditions: [(String, String?)] = []
        if let label { conditions.append(("object.label = ?", label)) }
        switch errors {
        case .any: conditions.append(("object.side IS NOT NULL", nil))
        case .falsePositive, .falseNegative:
            conditions.append(("object.side IS NOT NULL AND object.side = ?", errors.rawValue))
        case .classification, .localization, .both, .duplicate, .background, .missed, .mistaken, .truePositive:
            conditions.append(("object.kind = ?", errors.rawValue))
        }
        return conditions
    }
}

extension PageRequest {
    /// The object after which the page begins.
    func afterObject() throws -> (place: Double, item: Identifier<Item>, number: Int) {
        // Before every place, which lie between -1 and 1.
        guard let after else { return (-2, .least, 0) }
        let parts = after.text.split(separator: "_")
        guard parts.count == 3, let bits = UInt64(parts[0], radix: 16), let number = Int(parts[2]) else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(after.text)) is no page token of this list: pass 'next' of the page before as it was"
            )
        }
        return (Double(bitPattern: bits), try Identifier(parts[1]), number)
    }
}

extension PageToken {
    init(_ row: ObjectRow) throws(RoostError) {
        let outcome = row.reviewed.outcome
        try self.init("\(String(row.place.bitPattern, radix: 16))_\(outcome.itemID)_\(outcome.number)")
    }
}

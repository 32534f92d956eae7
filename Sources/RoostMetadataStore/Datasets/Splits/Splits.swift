import GRDB
import RoostEntities

/// A split that is under way: it moves the items piece by piece, so that nobody's write waits for a million of them.
///
/// It is kept in the database, so that one that was cut off is taken up again just where it was.
struct PendingSplit: FetchableRecord {
    let split: Split
    /// `nil` unless the split goes by shares.
    let lots: Lots?
    /// The last item that was looked at.
    let position: Identifier<Item>
    /// The last item there was when it began.
    let last: Identifier<Item>

    init(row: Row) throws {
        split = try row.decode(Split.self, atIndex: 0)
        lots = try row.decode(JSONList<Lots>.self, atIndex: 1).elements.first
        position = try row.decode(atIndex: 2)
        last = try row.decode(atIndex: 3)
    }
}

extension Split: JSONColumn {}

extension Reading {
    /// Whether a split of the dataset is under way.
    package func isSplitting(_ dataset: Identifier<Dataset>) throws -> Bool {
        try connection.exists("SELECT 1 FROM pendingSplit WHERE datasetID = ?", [dataset])
    }
}

extension WriteTransaction {
    /// Begins a split, to be gone on with by ``continueSplit(of:limit:at:)``.
    package func beginSplit(_ split: Split, lots: Lots?, of dataset: Identifier<Dataset>) throws {
        try connection.execute(
            """
            INSERT INTO pendingSplit (datasetID, split, lots, position, last)
            SELECT ?1, ?2, ?3, ?4, id FROM item INDEXED BY itemByDataset
            WHERE datasetID = ?1 AND deletedAt IS NULL ORDER BY id DESC LIMIT 1
            """,
            [dataset, split, JSONList([lots].compactMap { $0 }), Identifier<Item>.least]
        )
    }

    /// Moves the next `limit` items where they go; those that are there already are not touched.
    ///
    /// - Returns: whether there is more to do.
    package func continueSplit(of dataset: Identifier<Dataset>, limit: Int, at now: Timestamp) throws -> Bool {
        let pending: PendingSplit? = try connection.first(
            "SELECT split, lots, position, last FROM pendingSplit WHERE datasetID = ?",
            [dataset]
        )
        guard let pending else { return false }
        let next: Identifier<Item>? = try connection.value(
            """
            SELECT id FROM item INDEXED BY itemByDataset
            WHERE datasetID = ? AND deletedAt IS NULL AND id > ? AND id < ? ORDER BY id LIMIT 1 OFFSET ?
            """,
            [dataset, pending.position, pending.last, limit - 1]
        )
        try move(from: pending.position, to: next ?? pending.last, of: dataset, pending, at: now)
        guard let next else {
            try connection.execute("DELETE FROM pendingSplit WHERE datasetID = ?", [dataset])
            return false
        }
        try connection.execute("UPDATE pendingSplit SET position = ? WHERE datasetID = ?", [next, dataset])
        return true
    }

    private func move(
        from start: Identifier<Item>,
        to end: Identifier<Item>,
        of dataset: Identifier<Dataset>,
        _ pending: PendingSplit,
        at now: Timestamp
    ) throws {
        let function = pending.function
        connection.database.add(function: function)
        defer { connection.database.remove(function: function) }
        let label = pending.lots?.isStratified == true ? SplitRows.label : "''"
        let subset = "roost_subset(item.path, item.subset, \(label))"
        let rows =
            try SplitRows.condition(of: dataset, filter: pending.split.filter)
            + SQLFragment(" AND item.id > ? AND item.id <= ? AND item.subset IS NOT \(subset)", [start, end])
        let moves = try Row.fetchAll(
            connection.database,
            sql: """
                SELECT item.subset, \(subset), count(*) FROM item INDEXED BY itemByDataset
                WHERE \(rows.sql) GROUP BY 1, 2
                """,
            arguments: rows.arguments
        )
        guard !moves.isEmpty else { return }
        try connection.database.execute(
            sql: "UPDATE item INDEXED BY itemByDataset SET subset = \(subset) WHERE \(rows.sql)",
            arguments: rows.arguments
        )
        var counts: [Subset?: Int] = [:]
        for move in moves {
            let count = try move.decode(Int.self, atIndex: 2)
            counts[try move.decode(Subset?.self, atIndex: 0), default: 0] -= count
            counts[try move.decode(Subset?.self, atIndex: 1), default: 0] += count
        }
        try addCounts(items: counts, annotations: 0, to: dataset, at: now)
    }
}

extension PendingSplit {
    /// Where an item goes, of its path, the subset it is in, and its label.
    fileprivate var function: DatabaseFunction {
        DatabaseFunction("roost_subset", argumentCount: 3, pure: true) { [split, lots] values in
            let path = String.fromDatabaseValue(values[0]) ?? ""
            switch split.rule {
            case .shares:
                guard let lots else { return values[1] }
                return lots.subset(path: path, label: String.fromDatabaseValue(values[2]) ?? "").rawValue
            case .folder:
                guard let slash = path.firstIndex(of: "/"), let subset = Subset(spelling: path[..<slash]) else {
                    return values[1]
                }
                return subset.rawValue
            case .move(let subset):
                return subset?.rawValue
            }
        }
    }
}

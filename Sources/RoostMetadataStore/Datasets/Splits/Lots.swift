import GRDB
import RoostEntities

/// Where each subset ends in the order of the lots, by label; three marks a label say it for a million items.
package struct Lots: Sendable, Codable {
    /// The place of an item in the order of the lots.
    struct Mark: Sendable, Codable {
        let hash: Int64
        let path: String

        func isBefore(_ other: Mark) -> Bool {
            hash == other.hash ? path.utf8.lexicographicallyPrecedes(other.path.utf8) : hash < other.hash
        }
    }

    /// The last of train and the last of validation; `nil` when nobody goes there.
    struct Ends: Sendable, Codable {
        var train: Mark?
        var validation: Mark?
    }

    let seed: UInt64
    let isStratified: Bool
    /// By label; all under "" unless it is stratified.
    var ends: [String: Ends] = [:]
    /// Of the dataset that was divided.
    package let revision: Int

    /// Where an item goes.
    func subset(path: String, label: String) -> Subset {
        guard let ends = ends[label] else { return .train }
        let mark = Mark(hash: SplitHash.value(seed: seed, path: path), path: path)
        if let train = ends.train, !train.isBefore(mark) { return .train }
        if let validation = ends.validation, !validation.isBefore(mark) { return .validation }
        return .test
    }
}

extension Reading {
    /// Draws lots for the items that `filter` means, one pass to count and one in order.
    package func lots(
        _ shares: Split.Shares,
        seed: UInt64,
        isStratified: Bool,
        of dataset: Identifier<Dataset>,
        filter: Filter?
    ) throws -> Lots {
        let hash = DatabaseFunction("roost_lot", argumentCount: 1, pure: true) { values in
            String.fromDatabaseValue(values[0]).map { SplitHash.value(seed: seed, path: $0) }
        }
        connection.database.add(function: hash)
        defer { connection.database.remove(function: hash) }
        var lots = Lots(seed: seed, isStratified: isStratified, revision: try revision(of: dataset))
        let label = isStratified ? SplitRows.label : "''"
        let rows = try SplitRows.condition(of: dataset, filter: filter)
        let strata = try Row.fetchAll(
            connection.database,
            sql: "SELECT \(label), count(*) FROM item INDEXED BY itemByDataset WHERE \(rows.sql) GROUP BY 1 ORDER BY 1",
            arguments: rows.arguments
        )
        let names = try strata.map { try $0.decode(String.self, atIndex: 0) }
        let counts = Apportionment.counts(
            strata: try strata.map { try $0.decode(Int.self, atIndex: 1) },
            shares: shares
        )
        let wanted = Dictionary(zip(names, counts)) { first, _ in first }
        let ordered = try Row.fetchCursor(
            connection.database,
            sql: """
                SELECT \(label), roost_lot(item.path), item.path FROM item INDEXED BY itemByDataset
                WHERE \(rows.sql) ORDER BY 1, 2, 3
                """,
            arguments: rows.arguments
        )
        var (current, rank) = ("", 0)
        while let row = try ordered.next() {
            let name = try row.decode(String.self, atIndex: 0)
            (current, rank) = name == current ? (name, rank + 1) : (name, 1)
            guard let count = wanted[name], rank == count[0] || rank == count[0] + count[1] else { continue }
            let mark = Lots.Mark(
                hash: try row.decode(Int64.self, atIndex: 1),
                path: try row.decode(String.self, atIndex: 2)
            )
            if rank == count[0] { lots.ends[name, default: Lots.Ends()].train = mark }
            if count[1] > 0, rank == count[0] + count[1] { lots.ends[name, default: Lots.Ends()].validation = mark }
        }
        // A label all of whose items go to test has no end before them.
        for name in names where lots.ends[name] == nil { lots.ends[name] = Lots.Ends() }
        return lots
    }
}

/// Which items a split is about.
enum SplitRows {
    /// The first ground truth of an item; "" when there is none.
    static let label = """
        coalesce((SELECT truth.label FROM annotation truth
            WHERE truth.itemID = item.id AND truth.versionID IS NULL ORDER BY truth.id LIMIT 1), '')
        """

    static func condition(of dataset: Identifier<Dataset>, filter: Filter?) throws(RoostError) -> SQLFragment {
        let living = SQLFragment("item.datasetID = ? AND item.deletedAt IS NULL", [dataset])
        guard let filter else { return living }
        return living + " AND " + (try filter.condition(on: ItemFields.self))
    }
}

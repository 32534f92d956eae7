import GRDB
import RoostEntities

extension WriteTransaction {
    /// Sends each item where its lot says; those that are there already are not touched.
    ///
    /// - Returns: how many moved.
    package func apply(_ lots: Lots, to dataset: Identifier<Dataset>, filter: Filter?) throws -> Int {
        try move(
            dataset,
            filter: filter,
            to: "roost_subset(item.path, \(lots.isStratified ? SplitRows.label : "''"))",
            with: DatabaseFunction("roost_subset", argumentCount: 2, pure: true) { values in
                guard let path = String.fromDatabaseValue(values[0]), let label = String.fromDatabaseValue(values[1])
                else { return nil }
                return lots.subset(path: path, label: label).rawValue
            }
        )
    }

    /// Sends each item where the first folder of its path says; the others stay.
    ///
    /// - Returns: how many moved.
    package func splitByFolder(_ dataset: Identifier<Dataset>, filter: Filter?) throws -> Int {
        try move(
            dataset,
            filter: filter,
            to: "roost_subset(item.path, item.subset)",
            with: DatabaseFunction("roost_subset", argumentCount: 2, pure: true) { values in
                guard let path = String.fromDatabaseValue(values[0]), let slash = path.firstIndex(of: "/"),
                    let subset = Subset(spelling: path[..<slash])
                else { return values[1] }
                return subset.rawValue
            }
        )
    }

    /// Sends all of them to one subset, or out of all.
    ///
    /// - Returns: how many moved.
    package func move(_ dataset: Identifier<Dataset>, filter: Filter?, to subset: Subset?) throws -> Int {
        try move(
            dataset,
            filter: filter,
            to: "roost_subset()",
            with: DatabaseFunction("roost_subset", argumentCount: 0, pure: true) { _ in subset?.rawValue }
        )
    }

    private func move(
        _ dataset: Identifier<Dataset>,
        filter: Filter?,
        to subset: String,
        with function: DatabaseFunction
    ) throws -> Int {
        connection.database.add(function: function)
        defer { connection.database.remove(function: function) }
        let rows = try SplitRows.condition(of: dataset, filter: filter)
        try connection.database.execute(
            sql: """
                UPDATE item INDEXED BY itemByDataset SET subset = \(subset)
                WHERE \(rows.sql) AND item.subset IS NOT \(subset)
                """,
            arguments: rows.arguments
        )
        let moved = connection.database.changesCount
        if moved > 0 { try countSubsets(of: dataset) }
        return moved
    }
}

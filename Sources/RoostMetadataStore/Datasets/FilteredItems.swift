import GRDB
import RoostEntities

/// Items of a dataset that a filter means, found through the index that fits it best.
struct FilteredItems {
    private let rows: FilteredRows
    private let condition: SQLFragment
    /// Whether the order is that of the paths, not of the identifiers.
    private let isByPath: Bool

    init(of dataset: Identifier<Dataset>, subset: Subset? = nil, filter: Filter?) throws(RoostError) {
        let test = subset.map { subset in
            Filter.Test(
                field: Filter.Field(name: "subset", place: 1),
                relation: .equals,
                values: [.word(subset.rawValue)]
            )
        }
        let whole = Filter(all: test.map { [$0] } ?? [], and: filter)
        condition = try whole?.condition(on: ItemFields.self) ?? SQLFragment("TRUE")
        let leader = Self.leader(of: whole, in: dataset)
        rows = leader.rows
        isByPath = leader.isByPath
    }

    /// - Returns: the rows of a page; a page that ends because it looked at enough may have fewer than it could.
    func page(_ page: PageRequest, in connection: Connection) throws -> Page<Item> {
        let place = try place(after: page)
        let found: [Item] = try connection.all(
            "SELECT \(Self.columns) FROM (" + rows.keys(after: place, limit: FilteredRows.examined) + Self.join
                + condition + SQLFragment(" LIMIT ?", [page.rowLimit])
        )
        guard found.count <= page.limit else { return try page.page(found, token: token) }
        return Page(items: found, next: try next(after: place, in: connection))
    }

    /// - Throws: `tooLarge` when more than ``FilteredRows/counted`` rows would have to be looked at.
    func count(in connection: Connection) throws -> Int {
        let keys = rows.keys(after: nil, limit: FilteredRows.counted + 1)
        let row = try Row.fetchOne(
            connection.database,
            sql: "SELECT count(*), coalesce(sum(\(condition.sql)), 0) FROM (\(keys.sql)\(Self.join)TRUE",
            arguments: condition.arguments + keys.arguments
        )
        guard let row else { return 0 }
        guard try row.decode(Int.self, atIndex: 0) <= FilteredRows.counted else {
            throw RoostError(
                .tooLarge,
                "more than \(FilteredRows.counted) items would have to be looked at; narrow the filter by subset, "
                    + "label or the beginning of the path"
            )
        }
        return try row.decode(Int.self, atIndex: 1)
    }

    private static let columns = """
        item.id, item.datasetID, item.path, item.digest, item.size, item.mediaType, item.width, item.height,
        item.subset, item.metadata, item.createdAt, item.deletedAt
        """

    /// The order of the keys is the order of the rows: they are looked up one by one.
    private static let join = ") AS found CROSS JOIN item ON item.id = found.id WHERE item.deletedAt IS NULL AND "

    private func place(after page: PageRequest) throws -> (any DatabaseValueConvertible)? {
        isByPath ? try page.afterText() : try page.afterIdentifier(Item.self)
    }

    private func token(_ item: Item) throws -> PageToken {
        isByPath ? try PageToken(encoding: item.path.text) : try PageToken(item.id)
    }

    private func next(after place: (any DatabaseValueConvertible)?, in connection: Connection) throws -> PageToken? {
        guard isByPath else {
            let last: Identifier<Item>? = try rows.lastExamined(after: place, in: connection)
            return try last.map { try PageToken($0) }
        }
        let last: String? = try rows.lastExamined(after: place, in: connection)
        return try last.map { try PageToken(encoding: $0) }
    }
}

extension FilteredItems {
    /// The narrowest index that a test which must hold allows.
    private static func leader(of filter: Filter?, in dataset: Identifier<Dataset>) -> (
        rows: FilteredRows, isByPath: Bool
    ) {
        let tests = filter?.conjuncts ?? []
        func value(_ name: String, _ relation: Filter.Relation) -> String? {
            tests.first { $0.field.name == name && $0.field.keys.isEmpty && $0.relation == relation }?.values[0].text
        }
        if let path = value("path", .equals) {
            // As a range, whose order the planner takes from the index.
            return (byPath(dataset, " AND path >= ? AND path <= ?", [path, path]), true)
        }
        if let label = value("label", .equals) {
            return (byLabel(dataset, label), false)
        }
        if let prefix = value("path", .matches).map({ Pattern($0).prefix }), !prefix.isEmpty {
            // No text that begins so sorts behind it with the last character there is.
            return (byPath(dataset, " AND path >= ? AND path < ?", [prefix, prefix + "\u{10FFFF}"]), true)
        }
        if let subset = value("subset", .equals), let subset = Subset(rawValue: subset) {
            return (byIdentifier(dataset, "itemBySubset", " AND subset = ?", [subset]), false)
        }
        return (byIdentifier(dataset, "itemByDataset", "", []), false)
    }

    private static func byIdentifier(
        _ dataset: Identifier<Dataset>,
        _ index: String,
        _ test: String,
        _ arguments: StatementArguments
    ) -> FilteredRows {
        FilteredRows(
            selection: SQLFragment(
                """
                SELECT id, id AS place FROM item INDEXED BY \(index)
                WHERE datasetID = ? AND deletedAt IS NULL\(test)
                """,
                [dataset] + arguments
            ),
            continuation: "id > ?",
            order: "id"
        )
    }

    private static func byPath(
        _ dataset: Identifier<Dataset>,
        _ test: String,
        _ arguments: StatementArguments
    ) -> FilteredRows {
        FilteredRows(
            selection: SQLFragment(
                """
                SELECT id, path AS place FROM item INDEXED BY itemByPath
                WHERE datasetID = ? AND deletedAt IS NULL\(test)
                """,
                [dataset] + arguments
            ),
            continuation: "path > ?",
            order: "path"
        )
    }

    private static func byLabel(_ dataset: Identifier<Dataset>, _ label: String) -> FilteredRows {
        FilteredRows(
            selection: SQLFragment(
                "SELECT itemID AS id, itemID AS place FROM annotation WHERE datasetID = ? AND truth = ?",
                [dataset, label]
            ),
            continuation: "itemID > ?",
            order: "itemID",
            isGrouped: true
        )
    }
}

import GRDB
import RoostEntities

/// Annotations of a dataset that a filter means, found through the index that fits it best, in the order they were made.
struct FilteredAnnotations {
    private let rows: FilteredRows
    private let condition: SQLFragment

    init(of dataset: Identifier<Dataset>, filter: Filter?) throws(RoostError) {
        condition = try filter?.condition(on: AnnotationFields.self) ?? SQLFragment("TRUE")
        rows = Self.leader(of: filter, in: dataset)
    }

    /// - Returns: the rows of a page; a page that ends because it looked at enough may have fewer than it could.
    func page(_ page: PageRequest, in connection: Connection) throws -> Page<Annotation> {
        let place = try page.afterIdentifier(Annotation.self)
        let found: [Annotation] = try connection.all(
            "SELECT \(Self.columns) FROM (" + rows.keys(after: place, limit: FilteredRows.examined) + Self.join
                + condition + SQLFragment(" LIMIT ?", [page.rowLimit])
        )
        guard found.count <= page.limit else { return try page.page(found) { try PageToken($0.id) } }
        let last: Identifier<Annotation>? = try rows.lastExamined(after: place, in: connection)
        return Page(items: found, next: try last.map { try PageToken($0) })
    }

    private static let columns = Annotation.columns.split(separator: ",")
        .map { "annotation." + $0.trimmingPrefix(while: \.isWhitespace) }
        .joined(separator: ", ")

    /// The order of the keys is the order of the rows: they are looked up one by one.
    private static let join = """
        ) AS found CROSS JOIN annotation ON annotation.id = found.id
            CROSS JOIN item ON item.id = annotation.itemID WHERE item.deletedAt IS NULL AND\u{20}
        """

    /// The narrowest index that a test which must hold allows.
    private static func leader(of filter: Filter?, in dataset: Identifier<Dataset>) -> FilteredRows {
        let tests = filter?.conjuncts ?? []
        func value(_ name: String) -> String? {
            tests.first { $0.field.name == name && $0.field.keys.isEmpty && $0.relation == .equals }?.values[0].text
        }
        func identifier(_ name: String) -> Identifier<Item>? {
            value(name).flatMap { try? Identifier<Item>($0) }
        }
        if let item = identifier("item") { return rows("+datasetID = ? AND itemID = ?", [dataset, item]) }
        if let execution = identifier("execution") {
            return rows("+datasetID = ? AND executionID = ?", [dataset, execution])
        }
        if let version = identifier("version") { return rows("datasetID = ? AND versionID = ?", [dataset, version]) }
        return switch value("kind") {
        case "truth": rows("datasetID = ? AND versionID IS NULL", [dataset])
        case "prediction": rows("datasetID = ? AND versionID IS NOT NULL", [dataset])
        default: rows("datasetID = ?", [dataset])
        }
    }

    /// A plus in `test` keeps the planner from another index than the one that is meant.
    private static func rows(_ test: String, _ arguments: StatementArguments) -> FilteredRows {
        FilteredRows(
            selection: SQLFragment("SELECT id, id AS place FROM annotation WHERE \(test)", arguments),
            continuation: "id > ?",
            order: "id"
        )
    }
}

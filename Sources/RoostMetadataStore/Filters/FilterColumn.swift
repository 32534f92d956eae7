import RoostEntities

/// What a field of a filter is in the database.
enum FilterColumn {
    /// The column, or an expression of columns.
    case text(String)
    case number(String)
    case time(String)
    /// A condition.
    case flag(String)
    /// One of a few words, or none.
    case word(String, of: [String])
    /// Twelve bytes.
    case identifier(String)
    /// A column of JSON, and which part of it.
    case json(String, keys: [String])
    /// Text of rows that belong to the one at hand: how to find them, and their column.
    case related(rows: String, column: String)
}

/// The fields that a list knows.
protocol FilterFields {
    /// What the field is; `nil` when the list does not know it.
    static func column(for field: Filter.Field) -> FilterColumn?

    /// As the error for an unknown field lists them.
    static var names: String { get }

    /// A test that means something of its own; `nil` for all others.
    static func special(_ test: Filter.Test) throws(RoostError) -> SQLFragment?
}

extension FilterFields {
    static func special(_ test: Filter.Test) throws(RoostError) -> SQLFragment? { nil }
}

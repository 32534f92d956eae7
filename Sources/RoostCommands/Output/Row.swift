/// What a table says of one entity.
protocol Row {
    static var columns: [String] { get }
    /// As many as there are columns.
    var cells: [String] { get }
}

/// What there is to say of one entity alone.
protocol Details {
    var fields: [Field] { get }
}

/// One thing to say; those without a value are left out.
struct Field {
    let name: String
    let value: String?

    init(_ name: String, _ value: String?) {
        self.name = name
        self.value = value
    }

    init(_ name: String, _ value: some CustomStringConvertible) {
        self.name = name
        self.value = value.description
    }
}

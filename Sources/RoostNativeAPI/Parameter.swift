import RoostEntities

/// A named value in an address or a header.
package struct Parameter: Sendable {
    let name: String
    let meaning: String
    let schema: Schema
    var isRequired = false

    static let limit = Parameter(
        name: "limit",
        meaning: "How many entries at most; 100 unless said.",
        schema: .integer(nil, 1...1000)
    )
    static let after = Parameter(
        name: "after",
        meaning: "The 'next' of the page before.",
        schema: .named("PageToken")
    )
    static let archived = Parameter(name: "archived", meaning: "Archived ones too.", schema: .flag())
    static let deleted = Parameter(name: "deleted", meaning: "Deleted ones too.", schema: .flag())
    static let namePrefix = Parameter(
        name: "name",
        meaning: "Only those whose name begins so.",
        schema: .text()
    )
    static let wait = Parameter(
        name: "wait",
        meaning: "How long to wait for something new, in seconds; 0 unless said.",
        schema: .integer(nil, 0...60)
    )
    static let subset = Parameter(
        name: "subset",
        meaning: "Only items of this subset.",
        schema: .word(of: Subset.self)
    )
    static let part = Parameter(
        name: "part",
        meaning: "Which items of the dataset; those that were evaluated last unless said.",
        schema: .word(of: Evaluation.Part.self)
    )
    static let snapshot = Parameter(
        name: "snapshot",
        meaning: "The digest of a state of the dataset; the latest that fits unless said.",
        schema: .named("Digest")
    )
    static func filter(_ fields: String) -> Parameter {
        Parameter(
            name: "filter",
            meaning: "Which ones, such as \(fields); docs/filters.md has the grammar.",
            schema: .named("Filter")
        )
    }
    static let range = Parameter(
        name: "Range",
        meaning: "One range of bytes, such as bytes=0-1023.",
        schema: .string()
    )
    static let ifNoneMatch = Parameter(
        name: "If-None-Match",
        meaning: "The ETag of what the client has.",
        schema: .string()
    )
    static let uploadOffset = Parameter(
        name: "Upload-Offset",
        meaning: "Where this piece begins: exactly what 'received' of the upload says.",
        schema: .integer(),
        isRequired: true
    )

    static func identifier(_ name: String, _ meaning: String) -> Parameter {
        Parameter(name: name, meaning: meaning, schema: .named("Identifier"))
    }
}

extension [Parameter] {
    static var page: Self { [.limit, .after] }
}

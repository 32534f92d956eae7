import RoostClient

extension AliasTarget: Row {
    static var columns: [String] { ["alias", "version", "since", "by"] }

    var cells: [String] {
        [alias.text, version.description, updatedAt.short, updatedBy]
    }
}

extension AliasTarget: Details {
    var fields: [Field] {
        [
            Field("alias", alias),
            Field("version", version),
            Field("since", "\(updatedAt.short) by \(updatedBy)"),
        ]
    }
}

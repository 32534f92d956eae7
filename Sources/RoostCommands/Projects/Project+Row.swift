import RoostClient

extension Project: Row {
    static var columns: [String] { ["project", "created", "description"] }

    var cells: [String] { [name.text, createdAt.short, description] }
}

extension Project: Details {
    var fields: [Field] {
        [Field("project", name), Field("description", description), Field("created", createdAt.short)]
    }
}

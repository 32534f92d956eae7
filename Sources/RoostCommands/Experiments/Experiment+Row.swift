import RoostClient

extension Experiment: Row {
    static var columns: [String] { ["experiment", "created", "description"] }

    var cells: [String] {
        [name.text + (deletedAt == nil ? "" : " (deleted)"), createdAt.short, description]
    }
}

extension Experiment: Details {
    var fields: [Field] {
        [
            Field("experiment", name),
            Field("description", description),
            Field("tags", tags.text),
            Field("created", createdAt.short),
        ]
    }
}

import RoostClient

extension Snapshot: Row {
    static var columns: [String] { ["snapshot", "digest", "items", "annotations", "taken", "by"] }

    var cells: [String] {
        [
            id.description,
            String(digest.text.prefix(12)),
            String(itemCount),
            String(annotationCount),
            createdAt.short,
            createdBy,
        ]
    }
}

extension Snapshot: Details {
    var fields: [Field] {
        [
            Field("snapshot", id),
            Field("dataset", dataset),
            Field("digest", digest),
            Field("items", String(itemCount)),
            Field("annotations", String(annotationCount)),
            Field("size", ByteText(size)),
            Field("taken", createdAt.short),
            Field("by", createdBy),
        ]
    }
}

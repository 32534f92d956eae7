import RoostClient

extension Dataset: Row {
    static var columns: [String] { ["dataset", "items", "annotations", "labels", "updated", "description"] }

    var cells: [String] {
        [
            name.text + (deletedAt != nil ? " (deleted)" : ""),
            String(itemCount),
            String(annotationCount),
            String(labels.count),
            updatedAt.short,
            description,
        ]
    }
}

extension Dataset: Details {
    var fields: [Field] {
        [
            Field("dataset", name),
            Field("state", deletedAt != nil ? "deleted" : nil),
            Field("description", description),
            Field("items", String(itemCount)),
            Field("subsets", subsetText),
            Field("annotations", String(annotationCount)),
            Field("labels", labels.isEmpty ? nil : labelText + (isStrict ? " (strict)" : "")),
            Field("created", createdAt.short),
            Field("updated", updatedAt.short == createdAt.short ? nil : updatedAt.short),
        ]
    }

    private var subsetText: String {
        let named = Subset.allCases.map(\.rawValue).compactMap { name in subsets[name].map { "\(name) \($0)" } }
        let rest = subsets[""].map { "none \($0)" }
        return (named + [rest].compactMap { $0 }).joined(separator: ", ")
    }

    private var labelText: String {
        let names = labels.prefix(20).map(\.name).joined(separator: ", ")
        return "\(labels.count): \(names)" + (labels.count > 20 ? ", …" : "")
    }
}

import RoostClient

extension Model: Row {
    static var columns: [String] { ["name", "latest", "versions", "updated", "description"] }

    var cells: [String] {
        [
            name.text + mark,
            latestVersion?.description ?? "-",
            String(versionCount),
            updatedAt.short,
            description,
        ]
    }

    private var mark: String {
        if deletedAt != nil { return " (deleted)" }
        return archivedAt != nil ? " (archived)" : ""
    }
}

import RoostClient

extension AccessToken: Row {
    static var columns: [String] { ["token", "name", "role", "project", "created", "expires"] }

    var cells: [String] {
        [
            id.description,
            name,
            role.rawValue,
            projectID?.description ?? "all",
            createdAt.short,
            expiresAt?.short ?? "never",
        ]
    }
}

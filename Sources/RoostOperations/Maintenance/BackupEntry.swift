import RoostEntities

/// What a backup's archive holds, by path.
enum BackupEntry: Hashable, Sendable {
    /// The metadata.
    case database
    case blob(Digest)

    /// `nil` for what no backup holds.
    init?(path: String) {
        if path == "roost.sqlite" {
            self = .database
            return
        }
        guard path.hasPrefix("blobs/"), let digest = try? Digest(String(path.dropFirst(6))) else { return nil }
        self = .blob(digest)
    }

    var path: String {
        switch self {
        case .database: "roost.sqlite"
        case .blob(let digest): "blobs/\(digest)"
        }
    }
}

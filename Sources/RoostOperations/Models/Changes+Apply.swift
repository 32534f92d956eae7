import RoostEntities

extension Changes {
    /// Archiving takes a maintainer, the rest a contributor.
    var role: Role { archived == nil ? .contributor : .maintainer }

    func check() throws(RoostError) {
        try Limits.check(description, "the description", limit: Limits.description)
    }

    /// An archive keeps the moment at which it was begun.
    func archivedAt(now: Timestamp, before: Timestamp?) -> Timestamp? {
        switch archived {
        case nil: before
        case true?: before ?? now
        case false?: nil
        }
    }

    /// What was changed, for the audit log; contents are left out.
    var summary: String {
        var words: [String] = []
        if description != nil { words.append("description") }
        words += (tags ?? [:]).keys.sorted().prefix(20).map { "tag \(quoted($0))" }
        if let archived { words.append(archived ? "archived" : "unarchived") }
        return words.joined(separator: ", ")
    }
}

import RoostEntities

/// The numbers that stand for names of metrics, as far as they are known.
///
/// Rows of `runField` are never changed and never go, so what a commit wrote is right for ever.
struct FieldKeys {
    /// So many names are kept at most.
    private static let most = 8192

    private var keys: [Identifier<Project>: [Name: Int64]] = [:]
    private var count = 0

    /// A name that is only the same as one of the same bytes, as in SQLite; `String` takes more for the same.
    private struct Name: Hashable {
        let text: String

        static func == (left: Name, right: Name) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

        func hash(into hasher: inout Hasher) { text.hash(into: &hasher) }
    }

    /// Those of points' metrics, in the order of the points; `nil` if one of them is not known.
    func keys(of points: [MetricPoint], in project: Identifier<Project>) -> [Int64]? {
        guard let known = keys[project] else { return nil }
        var found: [Int64] = []
        found.reserveCapacity(points.count)
        for point in points {
            guard let key = known[Name(text: point.key.text)] else { return nil }
            found.append(key)
        }
        return found
    }

    mutating func keep(_ key: Int64, of name: String, in project: Identifier<Project>) {
        if count == Self.most { self = FieldKeys() }
        if keys[project, default: [:]].updateValue(key, forKey: Name(text: name)) == nil { count += 1 }
    }
}

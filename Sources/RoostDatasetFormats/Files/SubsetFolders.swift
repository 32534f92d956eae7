import RoostEntities

/// How items of several subsets share one tree of folders: those of a subset lie in a folder that names it.
enum SubsetFolders {
    /// Where items without a subset lie when their own path would look like one of a subset.
    static let unassigned = "unassigned"

    /// The name that most tools know a subset by.
    static func name(_ subset: Subset) -> String {
        subset == .validation ? "val" : subset.rawValue
    }

    /// The place of an item; its own path when that names its subset already.
    static func place(_ path: Artifact.Path, _ subset: Subset?) -> String {
        let components = path.components
        let first = components.count > 1 ? String(components[0]) : nil
        let named = first.flatMap { Subset(spelling: $0) }
        guard let subset else {
            return named != nil || first == unassigned ? "\(unassigned)/\(path)" : path.text
        }
        return named == subset ? path.text : "\(name(subset))/\(path)"
    }

    /// The subset that a place names, the way ``place(_:_:)`` does.
    static func subset(_ path: Artifact.Path) -> Subset? {
        let components = path.components
        return components.count > 1 ? Subset(spelling: components[0]) : nil
    }
}

import Foundation
import RoostEntities

/// Images in a folder per class, perhaps inside a folder per subset; images outside of class folders have no label.
///
///     shapes/train/circle/1.png
///     shapes/test/square/7.png
struct ImageFolder: DatasetReader {
    let header: DatasetHeader
    let itemCount: Int?
    let remarks: [String]
    private let root: URL
    /// For items whose path does not say.
    private let subset: Subset?
    private let hasSubsets: Bool
    private var rest: ArraySlice<Artifact.Path>

    /// What stands beside the folders of subsets for items that are in none.
    static let unassigned = "unassigned"

    init(root: URL, subset: Subset?) throws {
        let files = try FolderTree.paths(below: root)
        let images = files.filter { ImageFileName.matches($0.name) }
        guard !images.isEmpty else {
            throw RoostError(
                .invalidArgument,
                "there is no JPEG, PNG or WebP file in \(quoted(root.path(percentEncoded: false)))"
            )
        }
        self.root = root
        self.subset = subset
        hasSubsets = try Self.hasSubsets(images)
        rest = images[...]
        itemCount = images.count
        let others = files.count - images.count
        remarks = others > 0 ? ["\(others) files that are no images were left out"] : []
        var labels: Set<String> = []
        for image in images {
            if let label = Self.place(image, hasSubsets: hasSubsets).label { labels.insert(label) }
        }
        header = DatasetHeader(labels: try Labels.made(of: labels.sorted()))
    }

    mutating func read(_ count: Int) -> [ImportedItem] {
        let next = rest.prefix(count)
        rest = rest.dropFirst(count)
        return next.map { path in
            let place = Self.place(path, hasSubsets: hasSubsets)
            return ImportedItem(
                path: path,
                file: root.appending(path: path.text, directoryHint: .notDirectory),
                subset: place.subset ?? subset,
                annotations: place.label.map { [Annotation.Draft(label: $0)] } ?? []
            )
        }
    }

    private static func place(_ path: Artifact.Path, hasSubsets: Bool) -> (subset: Subset?, label: String?) {
        var folders = path.components.dropLast()
        let subset = hasSubsets ? folders.popFirst().flatMap { Subset(spelling: $0) } : nil
        return (subset, folders.first.map(String.init))
    }

    /// Whether the first folders name subsets: all of them, or none.
    private static func hasSubsets(_ paths: [Artifact.Path]) throws(RoostError) -> Bool {
        let tops = Set(paths.map(\.components).filter { $0.count > 1 }.map { String($0[0]) })
        let subsets = tops.filter { Subset(spelling: $0) != nil }
        guard !subsets.isEmpty, subsets.count < tops.subtracting([unassigned]).count else { return !subsets.isEmpty }
        throw RoostError(
            .invalidArgument,
            "the folders \(tops.sorted().prefix(6).joined(separator: ", ")) are subsets and classes mixed; "
                + "put each class into train, validation or test"
        )
    }
}

/// Labels from their names alone.
enum Labels {
    static func made(of names: some Sequence<String>) throws(RoostError) -> [Label] {
        var labels: [Label] = []
        for name in names { labels.append(try Label(name)) }
        return labels
    }
}

import Foundation
import RoostEntities

/// Writes a folder for each class, inside a folder for each subset.
struct FolderWriter: DatasetWriter {
    private(set) var losses = ExportLosses()
    private let folder: URL
    private var taken: Set<String> = []
    private var hasSubsets = false

    init(_ folder: URL, header: DatasetHeader) {
        self.folder = folder
        losses.add("facts about the dataset were left out", header.metadata.count)
        losses.add(
            "labels have a parent, a colour or attributes, which folders do not hold",
            header.labels.count { $0.parent != nil || $0.color != nil || !$0.attributes.isEmpty }
        )
    }

    mutating func add(_ item: ExportedItem) -> String? {
        hasSubsets = hasSubsets || item.subset != nil
        let labels = item.annotations.filter { $0.geometry == .image }
        losses.add(
            "annotations were left out: a folder says what is on the whole image",
            item.annotations.count - labels.count
        )
        losses.add("labels were left out: an image lies in one folder", max(0, labels.count - 1))
        losses.add(
            "labels have attributes or a score, which folders do not hold",
            labels.prefix(1).count {
                !$0.attributes.isEmpty || $0.score != nil
            }
        )
        losses.add("items have facts that folders do not hold", item.metadata.isEmpty ? 0 : 1)
        let place = Self.place(item, labels.first?.label)
        guard let place, taken.insert(place).inserted else {
            losses.add("items were left out: no folder can have the name of their label, or another has their name")
            return nil
        }
        return place
    }

    /// Only beside subsets must a folder say that items are in none.
    func finish() throws {
        let aside = folder.appending(path: ImageFolder.unassigned)
        guard !hasSubsets, FolderListing.has("", in: aside) else { return }
        for name in try FileManager.default.contentsOfDirectory(atPath: aside.path(percentEncoded: false)) {
            try FileManager.default.moveItem(at: aside.appending(path: name), to: folder.appending(path: name))
        }
        try FileManager.default.removeItem(at: aside)
    }

    /// The item's own path where that says the same, else one that does; `nil` for a label that is no folder's name.
    private static func place(_ item: ExportedItem, _ label: String?) -> String? {
        var components = item.path.components.map(String.init)
        var top = item.subset.map(SubsetFolders.name) ?? ImageFolder.unassigned
        if components.count > 1, names(components[0], item.subset) { top = components.removeFirst() }
        guard let label else {
            // A folder would be taken for a label.
            return top + "/" + components.joined(separator: "_")
        }
        guard (try? Artifact.Path(label)) != nil, !label.contains("/"), !label.hasPrefix("."),
            Subset(spelling: label) == nil, label != ImageFolder.unassigned
        else { return nil }
        if components.count < 2 || components[0] != label { components.insert(label, at: 0) }
        return ([top] + components).joined(separator: "/")
    }

    private static func names(_ folder: String, _ subset: Subset?) -> Bool {
        guard let subset else { return folder == ImageFolder.unassigned }
        return Subset(spelling: folder) == subset
    }
}

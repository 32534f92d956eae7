import Foundation
import RoostClient

/// Images in a folder per class, perhaps inside a folder per subset; images outside of class folders have no label.
///
///     shapes/train/circle/1.png
///     shapes/test/square/7.png
struct ImageFolder {
    let root: URL
    /// For items whose path does not say.
    let subset: Subset?

    func read() throws -> ImportedDataset {
        let files = try FolderContents(of: root).files
        let images = files.filter { ImageFileName.matches($0.path.name) }
        guard !images.isEmpty else {
            throw RoostError(
                .invalidArgument,
                "there is no JPEG, PNG or WebP file in \(Output.safe(root.path(percentEncoded: false)))"
            )
        }
        let hasSubsets = try Self.hasSubsets(images.map(\.path))
        var dataset = ImportedDataset(items: [], labels: [])
        var labels: Set<String> = []
        for image in images {
            var folders = image.path.text.split(separator: "/").dropLast()[...]
            let named = hasSubsets ? folders.popFirst().flatMap { Subset(spelling: $0) } : nil
            let label = folders.first.map(String.init)
            if let label, labels.insert(label).inserted { dataset.labels.append(label) }
            dataset.items.append(
                ImportedItem(
                    path: image.path,
                    file: image.url,
                    subset: named ?? subset,
                    annotations: label.map { [Annotation.Draft(label: $0)] } ?? []
                )
            )
        }
        dataset.labels.sort()
        let others = files.count - images.count
        if others > 0 { dataset.remarks.append("\(others) files that are no images were left out") }
        return dataset
    }

    /// Whether the first folders name subsets: all of them, or none.
    private static func hasSubsets(_ paths: [Artifact.Path]) throws(RoostError) -> Bool {
        let tops = Set(
            paths.compactMap { path in
                path.text.firstIndex(of: "/").map { String(path.text[..<$0]) }
            }
        )
        let subsets = tops.filter { Subset(spelling: $0) != nil }
        guard !subsets.isEmpty, subsets.count < tops.count else { return !subsets.isEmpty }
        throw RoostError(
            .invalidArgument,
            "the folders \(tops.sorted().prefix(6).joined(separator: ", ")) are subsets and classes mixed; "
                + "put each class into train, validation or test"
        )
    }
}

/// Whether a file's name promises an image that Roost reads.
enum ImageFileName {
    static func matches(_ name: String) -> Bool {
        ["jpg", "jpeg", "png", "webp"].contains { name.lowercased().hasSuffix("." + $0) }
    }
}

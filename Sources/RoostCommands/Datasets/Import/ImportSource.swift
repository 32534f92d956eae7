import ArgumentParser
import Foundation
import RoostClient

/// What a dataset is imported from.
enum ImportSource {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case folder, coco, csv
    }

    case folder(ImageFolder)
    case coco([COCOFile])
    case table(LabelTable)

    /// Finds out what lies at `place`.
    ///
    /// `images`: where the images of a table are, if not beside it.
    /// `subset`: for items whose place does not say theirs.
    init(at place: URL, format: Format?, images: URL?, subset: Subset?) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place.path(percentEncoded: false), isDirectory: &isFolder) else {
            throw RoostError(.notFound, "there is nothing at \(Output.safe(place.path(percentEncoded: false)))")
        }
        let known = try format ?? Self.format(of: place, isFolder: isFolder.boolValue)
        switch known {
        case .folder:
            self = .folder(ImageFolder(root: place, subset: subset))
        case .csv:
            let file = isFolder.boolValue ? try Self.only("csv", in: place) : place
            let beside = images ?? file.deletingLastPathComponent()
            self = .table(LabelTable(file: file, images: beside, subset: subset))
        case .coco:
            self = .coco(try COCOLayout(place, isFolder: isFolder.boolValue, images: images, subset: subset).files())
        }
    }

    func read(prefersBoxes: Bool) throws -> ImportedDataset {
        switch self {
        case .folder(let folder): return try folder.read()
        case .table(let table): return try table.read()
        case .coco(let files):
            var whole = ImportedDataset(items: [], labels: [])
            for file in files {
                let part = try file.read(prefersBoxes: prefersBoxes)
                whole.items += part.items
                whole.labels += part.labels.filter { !whole.labels.contains($0) }
                whole.remarks += part.remarks
            }
            return whole
        }
    }

    private static func format(of place: URL, isFolder: Bool) throws(RoostError) -> Format {
        guard isFolder else {
            switch place.pathExtension.lowercased() {
            case "json": return .coco
            case "csv": return .csv
            default:
                throw RoostError(
                    .invalidArgument,
                    "\(Output.safe(place.lastPathComponent)) is no folder, no COCO .json and no .csv; pass --format"
                )
            }
        }
        if !FolderListing.files("json", in: place).isEmpty || COCOLayout.isFolderLayout(place) { return .coco }
        return FolderListing.files("csv", in: place).isEmpty ? .folder : .csv
    }

    private static func only(_ suffix: String, in folder: URL) throws(RoostError) -> URL {
        let files = FolderListing.files(suffix, in: folder)
        guard let file = files.first, files.count == 1 else {
            throw RoostError(
                .invalidArgument,
                "there are \(files.count) .\(suffix) files in the folder; name one of them"
            )
        }
        return file
    }
}

/// What lies directly in a folder.
enum FolderListing {
    /// Sorted by name, hidden ones left out.
    static func files(_ suffix: String, in folder: URL) -> [URL] {
        entries(folder).filter { $0.pathExtension.lowercased() == suffix }
    }

    static func folders(in folder: URL) -> [URL] {
        entries(folder).filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true }
    }

    private static func entries(_ folder: URL) -> [URL] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
        return (names ?? []).filter { !$0.hasPrefix(".") }.sorted().map { folder.appending(path: $0) }
    }
}

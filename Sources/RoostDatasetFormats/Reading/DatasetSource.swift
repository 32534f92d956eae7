import Foundation
import RoostEntities

/// A dataset in files of this machine, in one of the formats that Roost reads.
package struct DatasetSource: Sendable {
    package let format: DatasetFormat
    private let place: URL
    private let isFolder: Bool
    private let images: URL?
    private let subset: Subset?

    /// Finds out what lies at `place`.
    ///
    /// - Parameters:
    ///   - place: a folder, or the file that describes one.
    ///   - format: what it is; `nil` to look.
    ///   - images: where the images of a table are, if not beside it.
    ///   - subset: for items whose place does not say theirs.
    /// - Throws: `notFound` when nothing is there, `invalidArgument` for what is not recognised.
    package init(
        at place: URL,
        format: DatasetFormat? = nil,
        images: URL? = nil,
        subset: Subset? = nil
    ) throws(RoostError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place.path(percentEncoded: false), isDirectory: &isFolder) else {
            throw RoostError(.notFound, "there is nothing at \(quoted(place.path(percentEncoded: false)))")
        }
        self.isFolder = isFolder.boolValue
        if let format {
            self.format = format
        } else {
            self.format = try isFolder.boolValue ? Self.format(ofFolder: place) : Self.format(ofFile: place)
        }
        self.place = place
        self.images = images
        self.subset = subset
    }

    /// Looks through what is needed before the first item; blocks.
    ///
    /// - Parameter prefersBoxes: takes the box of a COCO object even when it has an outline.
    /// - Returns: a reader before its first item.
    /// - Throws: `corrupted` and others with the file and the place in it.
    package func reader(prefersBoxes: Bool = false) throws -> any DatasetReader {
        let folder = isFolder ? place : place.deletingLastPathComponent()
        switch format {
        case .folder:
            guard isFolder else {
                throw RoostError(.invalidArgument, "\(quoted(place.lastPathComponent)) is a file, not a folder")
            }
            return try ImageFolder(root: place, subset: subset)
        case .csv:
            let file = isFolder ? try Self.only("csv", in: place) : place
            let beside = file.deletingLastPathComponent()
            let folders = images.map { [$0] } ?? [beside.appending(path: "images"), beside]
            return try LabelTable(file: file, folders: folders, subset: subset).read()
        case .coco:
            let layout = COCOLayout(place, isFolder: isFolder, images: images, subset: subset)
            return try COCOReader(try layout.files(), prefersBoxes: prefersBoxes)
        case .yolo: return try YOLOReader(folder, subset: subset)
        case .voc: return try VOCReader(folder, images: images, subset: subset)
        case .panoptic:
            let layout = COCOLayout(
                place,
                isFolder: isFolder,
                images: images,
                subset: subset,
                kinds: [PanopticReader.kind]
            )
            return try PanopticReader(try layout.files())
        case .masks: return try MasksReader(folder, images: images, subset: subset)
        }
    }

    private static func format(ofFile file: URL) throws(RoostError) -> DatasetFormat {
        switch file.pathExtension.lowercased() {
        case "json": return file.lastPathComponent.hasPrefix(PanopticReader.kind + "_") ? .panoptic : .coco
        case "csv": return .csv
        case "yaml", "yml": return .yolo
        default:
            throw RoostError(
                .invalidArgument,
                "\(quoted(file.lastPathComponent)) is no folder, no COCO .json, no .csv and no YOLO .yaml; "
                    + "pass --format"
            )
        }
    }

    private static func format(ofFolder folder: URL) -> DatasetFormat {
        if COCOLayout.isFolderLayout(folder) { return .coco }
        if PanopticReader.isLayout(folder) { return .panoptic }
        if VOCLayout.isLayout(folder) { return .voc }
        if MasksReader.isLayout(folder) { return .masks }
        if YOLOReader.isLayout(folder) { return .yolo }
        if !FolderListing.files("json", in: folder).isEmpty { return .coco }
        return FolderListing.files("csv", in: folder).isEmpty ? .folder : .csv
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

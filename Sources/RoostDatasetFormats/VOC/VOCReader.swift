import Foundation
import RoostEntities
import RoostImaging

/// Images with a file of XML each, lists of the subsets, and perhaps segmentations.
struct VOCReader: DatasetReader {
    let header: DatasetHeader
    let itemCount: Int?
    let remarks: [String] = []
    private let folder: ImagePlace
    private let images: ImagePlace
    private let subset: Subset?
    private let subsets: [String: Subset]
    private let classes: [Int: String]
    private var rest: ArraySlice<Artifact.Path>

    /// - Parameters:
    ///   - place: the folder with `Annotations`.
    ///   - images: where the images are, if not in `JPEGImages`.
    ///   - subset: for items that no list names.
    /// - Throws: `corrupted` and others with the file and the place in it.
    init(_ place: URL, images: URL?, subset: Subset?) throws {
        guard FolderListing.has(VOCLayout.annotations, in: place), let own = images ?? VOCLayout.imageFolder(in: place)
        else {
            throw RoostError(
                .invalidArgument,
                "there are no folders Annotations and JPEGImages in \(quoted(place.lastPathComponent)); name the one "
                    + "that has them"
            )
        }
        folder = ImagePlace(place)
        self.images = ImagePlace(own)
        self.subset = subset
        subsets = try VOCLayout.subsets(in: place)
        let found = try FolderTree.paths(below: own).filter { ImageFileName.matches($0.name) }
        guard !found.isEmpty else {
            throw RoostError(.invalidArgument, "there is no image in \(quoted(own.lastPathComponent))")
        }
        rest = found[...]
        itemCount = found.count
        let names = try Self.names(in: folder, images: found)
        let hasMasks = FolderListing.has(VOCLayout.classMasks, in: place)
        classes = hasMasks ? try Self.classes(in: place, names: names) : [:]
        let numbered = classes.sorted { $0.key < $1.key }.map(\.value)
        let labels = numbered + names.subtracting(numbered).sorted()
        var metadata: [String: JSONValue] = [:]
        if hasMasks {
            let table = classes.map { (String($0.key), JSONValue.string($0.value)) }
            metadata["voc"] = ["classes": .object(Dictionary(uniqueKeysWithValues: table))]
        }
        header = DatasetHeader(labels: try Labels.made(of: labels), metadata: metadata)
    }

    mutating func read(_ count: Int) throws(RoostError) -> [ImportedItem] {
        let next = rest.prefix(count)
        rest = rest.dropFirst(count)
        var items: [ImportedItem] = []
        for path in next { items.append(try item(path)) }
        return items
    }

    private func item(_ path: Artifact.Path) throws(RoostError) -> ImportedItem {
        guard let file = try images.file(at: path) else {
            throw RoostError(.notFound, "\(quoted(path.text)) is gone; import again")
        }
        let id = path.stem
        var item = ImportedItem(path: path, file: file, subset: subsets[id] ?? subset)
        if let annotation = try Self.annotation(id, in: folder) {
            item.annotations = annotation.objects
            var rest = annotation.rest
            if let name = annotation.fileName, name != path.name { rest["filename"] = .string(name) }
            if !rest.isEmpty { item.metadata["voc"] = .object(rest) }
        }
        guard !classes.isEmpty else { return item }
        let (objects, labels) = (try mask(VOCLayout.objectMasks, id), try mask(VOCLayout.classMasks, id))
        guard objects != nil || labels != nil else { return item }
        try MaskPictures(names: classes, void: VOCClasses.void).add(objects: objects, labels: labels, to: &item)
        return item
    }

    private func mask(_ kind: String, _ id: String) throws(RoostError) -> LabelImage? {
        try MaskPictures.read("\(kind)/\(id).png", in: folder)
    }

    private static func annotation(_ id: String, in folder: ImagePlace) throws(RoostError) -> VOCAnnotation? {
        let path = try Artifact.Path("\(VOCLayout.annotations)/\(id).xml")
        guard let file = try folder.file(at: path) else { return nil }
        do throws(RoostError) {
            return try VOCAnnotation(try InputFile.bytes(of: file, limit: VOCAnnotation.sizeLimit))
        } catch {
            throw RoostError(error.code, "\(quoted(path.text)): \(error.message)", cause: error)
        }
    }

    /// What is found in all files.
    private static func names(in folder: ImagePlace, images: [Artifact.Path]) throws(RoostError) -> Set<String> {
        var names: Set<String> = []
        for image in images {
            guard let annotation = try annotation(image.stem, in: folder) else { continue }
            names.formUnion(annotation.objects.map(\.label))
        }
        return names
    }

    /// By the list beside the folders, or those of the challenge.
    private static func classes(in folder: URL, names: Set<String>) throws(RoostError) -> [Int: String] {
        if FolderListing.has(VOCLayout.labelMap, in: folder) {
            let file = folder.appending(path: VOCLayout.labelMap)
            return try VOCClasses.names(list: try InputFile.text(of: file, limit: 1 << 20), isMap: true)
        }
        guard names.isSubset(of: VOCClasses.challenge) else {
            throw RoostError(
                .notFound,
                "there are segmentations, but no labelmap.txt says which number is which class; add one with a class a "
                    + "line, the first for 0"
            )
        }
        return Dictionary(uniqueKeysWithValues: VOCClasses.challenge.enumerated().map { ($0.offset + 1, $0.element) })
    }
}

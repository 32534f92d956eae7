import Foundation
import RoostEntities
import RoostImaging

/// Images with a PNG each whose pixels are numbers of labels, and perhaps another whose pixels are numbers of objects.
///
///     images/train/1.jpg    masks/train/1.png    instances/train/1.png    labels.txt
struct MasksReader: DatasetReader {
    let header: DatasetHeader
    let itemCount: Int?
    let remarks: [String] = []
    private let folder: ImagePlace
    private let images: ImagePlace
    private let subset: Subset?
    private let names: [Int: String]
    private var rest: ArraySlice<Artifact.Path>

    static let masks = "masks"
    static let instances = "instances"
    static let imagesFolder = "images"
    static let labels = "labels.txt"

    static func isLayout(_ folder: URL) -> Bool {
        FolderListing.has(masks, in: folder) && FolderListing.has(imagesFolder, in: folder)
    }

    /// - Parameters:
    ///   - place: the folder with `masks` and `labels.txt`.
    ///   - images: where the images are, if not in `images`.
    ///   - subset: for items whose place does not say.
    /// - Throws: `corrupted` and others with the file and the place in it.
    init(_ place: URL, images: URL?, subset: Subset?) throws {
        let own = images ?? place.appending(path: Self.imagesFolder)
        guard FolderListing.has(Self.masks, in: place), FolderListing.has("", in: own) else {
            throw RoostError(
                .invalidArgument,
                "there are no folders images and masks in \(quoted(place.lastPathComponent)); name the one with them"
            )
        }
        guard FolderListing.has(Self.labels, in: place) else {
            throw RoostError(
                .notFound,
                "no labels.txt says which number in the masks is which label; add one with a label a line, the first "
                    + "for 0, which may be 'background'"
            )
        }
        let list = try InputFile.text(of: place.appending(path: Self.labels), limit: 1 << 24)
        names = try VOCClasses.names(list: list, isMap: false)
        folder = ImagePlace(place)
        self.images = ImagePlace(own)
        self.subset = subset
        let found = try FolderTree.paths(below: own).filter { ImageFileName.matches($0.name) }
        guard !found.isEmpty else {
            throw RoostError(.invalidArgument, "there is no image in \(quoted(own.lastPathComponent))")
        }
        rest = found[...]
        itemCount = found.count
        let table = names.map { (String($0.key), JSONValue.string($0.value)) }
        header = DatasetHeader(
            labels: try Labels.made(of: names.sorted { $0.key < $1.key }.map(\.value)),
            metadata: ["masks": ["labels": .object(Dictionary(uniqueKeysWithValues: table))]]
        )
    }

    mutating func read(_ count: Int) throws(RoostError) -> [ImportedItem] {
        let next = rest.prefix(count)
        rest = rest.dropFirst(count)
        var items: [ImportedItem] = []
        for path in next {
            guard let file = try images.file(at: path) else {
                throw RoostError(.notFound, "\(quoted(path.text)) is gone; import again")
            }
            var item = ImportedItem(path: path, file: file, subset: SubsetFolders.subset(path) ?? subset)
            let labels = try MaskPictures.read("\(Self.masks)/\(path.stem).png", in: folder)
            let objects = try MaskPictures.read("\(Self.instances)/\(path.stem).png", in: folder)
            try MaskPictures(names: names, void: VOCClasses.void).add(objects: objects, labels: labels, to: &item)
            items.append(item)
        }
        return items
    }
}

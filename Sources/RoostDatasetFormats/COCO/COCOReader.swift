import RoostEntities

/// Images with objects, key points and captions, as COCO's files have them.
struct COCOReader: DatasetReader {
    let header: DatasetHeader
    let itemCount: Int?
    let remarks: [String]
    private let parts: [(part: COCOPart, names: [Int: String])]
    private let prefersBoxes: Bool
    private var part = 0
    private var position = 0

    /// - Parameters:
    ///   - files: a part of the dataset each.
    ///   - prefersBoxes: takes an object's box even when it has an outline.
    /// - Throws: `corrupted` and others with the file and the place in it.
    init(_ files: [COCOFile], prefersBoxes: Bool = false) throws(RoostError) {
        var catalog = COCOCatalog()
        var parts: [(part: COCOPart, names: [Int: String])] = []
        for file in files {
            let part = try COCOPart(file)
            catalog.add(part.categories, rest: part.rest, subset: part.subset)
            parts.append((part, part.categories.names))
        }
        header = try catalog.header()
        itemCount = parts.reduce(0) { $0 + $1.part.count }
        remarks = []
        self.parts = parts
        self.prefersBoxes = prefersBoxes
    }

    mutating func read(_ count: Int) throws(RoostError) -> [ImportedItem] {
        var items: [ImportedItem] = []
        while items.count < count, part < parts.count {
            guard position < parts[part].part.count else {
                part += 1
                position = 0
                continue
            }
            let (source, names) = parts[part]
            items.append(try source.item(at: position, names: names, prefersBoxes: prefersBoxes))
            position += 1
        }
        return items
    }
}

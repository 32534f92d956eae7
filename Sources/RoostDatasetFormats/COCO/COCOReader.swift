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
        var categories: [COCOCategory] = []
        var rest: [String: JSONValue] = [:]
        var others: [String: JSONValue] = [:]
        var parts: [(part: COCOPart, names: [Int: String])] = []
        var (known, taken, free) = (Set<String>(), Set<Int>(), 1)
        for file in files {
            let part = try COCOPart(file)
            var names: [Int: String] = [:]
            for category in part.categories {
                names[category.id] = category.name
                // The same category of two files is one; the same number for two of them is not.
                guard known.insert(category.name).inserted else { continue }
                var own = category
                while !taken.insert(own.id).inserted { (own.id, free) = (free, free + 1) }
                categories.append(own)
            }
            if parts.isEmpty { rest = part.rest }
            let different = part.rest.filter { rest[$0.key] != $0.value }
            if !different.isEmpty { others[part.subset?.rawValue ?? ""] = .object(different) }
            parts.append((part, names))
        }
        var metadata: [String: JSONValue] = [:]
        if case .object(let own)? = rest["metadata"], own["coco"] == nil {
            metadata = own
            rest["metadata"] = nil
        }
        rest["categories"] = .array(categories.map(\.value))
        if !others.isEmpty { rest["subsets"] = .object(others) }
        metadata["coco"] = .object(rest)
        header = DatasetHeader(labels: try categories.labels(), metadata: metadata)
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

import RoostEntities

/// Where in a COCO file images and annotations lie, so that each image can be read with its annotations, whatever the
/// size of the file: a few bytes of memory for each of them.
struct COCOIndex: Sendable {
    struct Image: Sendable {
        let id: Int
        let offset: Int
        let number: Int
    }

    /// An annotation; sorted by image, then as they come.
    struct Object: Sendable {
        let imageID: Int
        let offset: Int
        let number: Int
    }

    private(set) var images: [Image] = []
    private(set) var categories: [COCOCategory] = []
    private(set) var objects: [Object] = []
    /// Everything else at the top, by its name in the file.
    private(set) var rest: [String: JSONValue] = [:]

    init(_ scanner: inout JSONScanner) throws(RoostError) {
        var known: Set<Int> = []
        try scanner.object { key, scanner throws(RoostError) in
            switch key {
            case "images": try scanner.array { scanner throws(RoostError) in try readImage(&scanner) }
            case "categories":
                try scanner.array { scanner throws(RoostError) in
                    let category = try COCOCategory.read(&scanner)
                    guard known.insert(category.id).inserted else {
                        throw scanner.failure("category \(category.id) is there twice")
                    }
                    guard categories.count < 100_000 else { throw scanner.failure("that is one category too many") }
                    categories.append(category)
                }
            case "annotations": try scanner.array { scanner throws(RoostError) in try readObject(&scanner) }
            default: rest[key] = try scanner.value()
            }
        }
        try scanner.end()
        try checkImages()
        objects.sort { ($0.imageID, $0.number) < ($1.imageID, $1.number) }
    }

    /// The annotations on an image, in the order of the file.
    func objects(on imageID: Int) -> ArraySlice<Object> {
        var (low, high) = (0, objects.count)
        while low < high {
            let middle = (low + high) / 2
            if objects[middle].imageID < imageID { low = middle + 1 } else { high = middle }
        }
        return objects[low...].prefix { $0.imageID == imageID }
    }

    private mutating func readImage(_ scanner: inout JSONScanner) throws(RoostError) {
        guard images.count < ImportedItem.limit else { throw scanner.failure("that is one image too many") }
        _ = try scanner.next()
        let offset = scanner.position
        var id: Int?
        try scanner.object { key, scanner throws(RoostError) in
            guard key == "id" else { return try scanner.skip() }
            id = try scanner.integer()
        }
        guard let id else { throw scanner.failure("an image needs id and file_name") }
        images.append(Image(id: id, offset: offset, number: images.count))
    }

    private mutating func readObject(_ scanner: inout JSONScanner) throws(RoostError) {
        guard objects.count < 1 << 28 else { throw scanner.failure("that is one annotation too many") }
        _ = try scanner.next()
        let offset = scanner.position
        var imageID: Int?
        try scanner.object { key, scanner throws(RoostError) in
            guard key == "image_id" else { return try scanner.skip() }
            imageID = try scanner.integer()
        }
        guard let imageID else { throw scanner.failure("an annotation needs image_id") }
        objects.append(Object(imageID: imageID, offset: offset, number: objects.count))
    }

    /// Each image once, and no annotation without its image.
    private func checkImages() throws(RoostError) {
        var known: Set<Int> = []
        known.reserveCapacity(images.count)
        for image in images {
            guard known.insert(image.id).inserted else {
                throw RoostError(.corrupted, "image \(image.id) is there twice; give each image an id of its own")
            }
        }
        for object in objects where !known.contains(object.imageID) {
            throw RoostError(
                .corrupted,
                "annotations[\(object.number)] is on image \(object.imageID), which is not listed; list it, or remove it"
            )
        }
    }
}

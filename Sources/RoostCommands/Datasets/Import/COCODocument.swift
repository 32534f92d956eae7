import RoostClient

/// What a COCO file says: images, categories, and which of these are where.
struct COCODocument {
    struct Image {
        var id = 0
        var fileName = ""
    }

    struct Object {
        var imageID = 0
        var categoryID = 0
        var geometry: Geometry?
    }

    private(set) var images: [Image] = []
    /// Names by identifier.
    private(set) var categories: [Int: String] = [:]
    private(set) var objects: [Object] = []
    /// Regions that stand for a crowd of objects: they are no single object's truth.
    private(set) var crowds = 0
    /// Sentences about images, which are no objects.
    private(set) var captions = 0

    /// `prefersBoxes`: takes an object's box even when it has an outline.
    static func read(_ bytes: [UInt8], prefersBoxes: Bool) throws(RoostError) -> COCODocument {
        var scanner = JSONScanner(bytes)
        var document = COCODocument()
        try scanner.object { key, scanner throws(RoostError) in
            switch key {
            case "images": try scanner.array { scanner throws(RoostError) in try document.readImage(&scanner) }
            case "categories": try scanner.array { scanner throws(RoostError) in try document.readCategory(&scanner) }
            case "annotations":
                try scanner.array { scanner throws(RoostError) in
                    try document.readAnnotation(&scanner, prefersBoxes: prefersBoxes)
                }
            default: try scanner.skip()
            }
        }
        try scanner.end()
        return document
    }
}

extension COCODocument {
    private mutating func readImage(_ scanner: inout JSONScanner) throws(RoostError) {
        guard images.count < ImportedDataset.itemLimit else { throw scanner.failure("that is one image too many") }
        var image = COCODocument.Image()
        var missing: Set = ["id", "file_name"]
        try scanner.object { key, scanner throws(RoostError) in
            missing.remove(key)
            switch key {
            case "id": image.id = try scanner.integer()
            case "file_name": image.fileName = try scanner.string()
            default: try scanner.skip()
            }
        }
        guard missing.isEmpty else {
            throw scanner.failure("an image needs \(missing.sorted().joined(separator: ", "))")
        }
        images.append(image)
    }

    private mutating func readCategory(_ scanner: inout JSONScanner) throws(RoostError) {
        var (id, name) = (Int?.none, String?.none)
        try scanner.object { key, scanner throws(RoostError) in
            switch key {
            case "id": id = try scanner.integer()
            case "name": name = try scanner.string()
            default: try scanner.skip()
            }
        }
        guard let id, let name else { throw scanner.failure("a category needs id and name") }
        guard categories.updateValue(name, forKey: id) == nil else {
            throw scanner.failure("category \(id) is there twice")
        }
    }

    private mutating func readAnnotation(_ scanner: inout JSONScanner, prefersBoxes: Bool) throws(RoostError) {
        var annotation = COCOAnnotation()
        try scanner.object { key, scanner throws(RoostError) in
            switch key {
            case "image_id": annotation.imageID = try scanner.integer()
            case "category_id": annotation.categoryID = try scanner.integer()
            case "iscrowd": annotation.isCrowd = try scanner.integer() != 0
            case "caption":
                annotation.isCaption = true
                try scanner.skip()
            case "bbox": annotation.box = try COCOAnnotation.readBox(&scanner)
            case "segmentation": annotation.outline = try COCOAnnotation.readOutline(&scanner)
            default: try scanner.skip()
            }
        }
        guard let imageID = annotation.imageID else { throw scanner.failure("an annotation needs image_id") }
        guard !annotation.isCaption else { return captions += 1 }
        guard !annotation.isCrowd else { return crowds += 1 }
        guard let categoryID = annotation.categoryID else { throw scanner.failure("an annotation needs category_id") }
        let geometry = annotation.geometry(prefersBox: prefersBoxes)
        objects.append(COCODocument.Object(imageID: imageID, categoryID: categoryID, geometry: geometry))
    }
}

import RoostEntities

/// One entry of a COCO file's annotations.
struct COCOAnnotation: Sendable {
    var id: JSONValue?
    var categoryID: Int?
    var box: Geometry.Box?
    /// Polygons, or a mask.
    var outline: Geometry?
    /// Whether the runs of the mask are spelled as text.
    var isTextMask = false
    var area: JSONValue?
    var isCrowd = false
    var isCaption = false
    /// The members of `attributes`, a custom of many tools.
    var attributes: [String: JSONValue] = [:]
    /// Everything else, by its name in the file.
    var rest: [String: JSONValue] = [:]

    static func read(_ scanner: inout JSONScanner) throws(RoostError) -> COCOAnnotation {
        var annotation = COCOAnnotation()
        try scanner.object { key, scanner throws(RoostError) in
            switch key {
            case "id": annotation.id = try scanner.value(limit: 16)
            case "image_id": try scanner.skip()
            case "category_id": annotation.categoryID = try scanner.integer()
            case "iscrowd": annotation.isCrowd = try scanner.flag()
            case "area": annotation.area = try scanner.value(limit: 16)
            case "bbox": annotation.box = try readBox(&scanner)
            case "segmentation":
                let outline = try COCOOutline.read(&scanner)
                annotation.outline = outline.geometry
                annotation.rest["segmentation"] = outline.rest
                annotation.isTextMask = outline.isText
            case "attributes": try annotation.take(attributes: scanner.value(limit: 1 << 16))
            default:
                annotation.isCaption = annotation.isCaption || key == "caption"
                annotation.rest[key] = try scanner.value(limit: 1 << 16)
            }
        }
        guard annotation.isCaption || annotation.categoryID != nil else {
            throw scanner.failure("an annotation needs category_id")
        }
        return annotation
    }

    /// Adds what another file says of the same object.
    mutating func merge(_ other: COCOAnnotation) {
        box = box ?? other.box
        if outline == nil { (outline, isTextMask) = (other.outline, other.isTextMask) }
        area = area ?? other.area
        attributes.merge(other.attributes) { own, _ in own }
        rest.merge(other.rest) { own, _ in own }
    }

    /// `attributes` is a name of ours too, unless it would hide what COCO itself says.
    private mutating func take(attributes value: JSONValue) {
        guard case .object(let members) = value, !members.isEmpty, members["coco"] == nil, members["iscrowd"] == nil
        else {
            rest["attributes"] = value
            return
        }
        attributes = members
    }

    /// `[x, y, width, height]`.
    private static func readBox(_ scanner: inout JSONScanner) throws(RoostError) -> Geometry.Box? {
        guard try scanner.next() != UInt8(ascii: "n") else {
            try scanner.skip()
            return nil
        }
        let numbers = try scanner.numbers(limit: 4)
        guard !numbers.isEmpty else { return nil }
        guard numbers.count == 4 else { throw scanner.failure("a box has four numbers, not \(numbers.count)") }
        let box = Geometry.Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
        try scanner.check(.box(box))
        return box
    }
}

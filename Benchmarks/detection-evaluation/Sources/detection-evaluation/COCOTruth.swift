import RoostEntities
import RoostEvaluation

/// What a COCO annotation file says: identifiers, and the boxes that are there.
struct COCOTruth {
    let images: IdentifierIndex
    let labels: IdentifierIndex
    let objects: GroundTruthObjects

    private struct Annotation {
        var image = 0
        var label = 0
        var box = Geometry.Box(x: 0, y: 0, width: 0, height: 0)
        var area: Double?
        var isCrowd = false
    }

    init(_ bytes: UnsafeRawBufferPointer) throws {
        var (imageIdentifiers, labelIdentifiers): ([Int], [Int]) = ([], [])
        var annotations: [Annotation] = []
        var cursor = JSONCursor(bytes)
        try cursor.object { key, cursor throws(JSONCursor.Failure) in
            switch key.name {
            case "images": imageIdentifiers = try cursor.array(Self.identifier)
            case "categories": labelIdentifiers = try cursor.array(Self.identifier)
            case "annotations": annotations = try cursor.array(Self.annotation)
            default: try cursor.skipValue()
            }
        }
        images = IdentifierIndex(imageIdentifiers)
        labels = IdentifierIndex(labelIdentifiers)
        var objects = try GroundTruthObjects(imageCount: images.count, labelCount: labels.count)
        for one in annotations {
            guard let image = images[one.image], let label = labels[one.label] else { continue }
            try objects.append(image: image, label: label, box: one.box, area: one.area, isCrowd: one.isCrowd)
        }
        self.objects = objects
    }

    private static func identifier(_ cursor: inout JSONCursor) throws(JSONCursor.Failure) -> Int {
        var identifier = 0
        try cursor.object { key, cursor throws(JSONCursor.Failure) in
            guard key.name == "id" else { return try cursor.skipValue() }
            identifier = try cursor.integer()
        }
        return identifier
    }

    private static func annotation(_ cursor: inout JSONCursor) throws(JSONCursor.Failure) -> Annotation {
        var one = Annotation()
        try cursor.object { key, cursor throws(JSONCursor.Failure) in
            switch key.name {
            case "image_id": one.image = try cursor.integer()
            case "category_id": one.label = try cursor.integer()
            case "bbox": one.box = try cursor.box()
            case "area": one.area = try cursor.number()
            case "iscrowd": one.isCrowd = try cursor.integer() == 1
            default: try cursor.skipValue()
            }
        }
        return one
    }
}

extension JSONCursor {
    mutating func array<Element>(
        _ element: (inout JSONCursor) throws(Failure) -> Element
    ) throws(Failure) -> [Element] {
        try skip(UInt8(ascii: "["))
        guard try !skipIfNext(UInt8(ascii: "]")) else { return [] }
        var elements: [Element] = []
        repeat { elements.append(try element(&self)) } while try skipIfNext(UInt8(ascii: ","))
        try skip(UInt8(ascii: "]"))
        return elements
    }

    mutating func box() throws(Failure) -> Geometry.Box {
        try skip(UInt8(ascii: "["))
        let x = try number()
        try skip(UInt8(ascii: ","))
        let y = try number()
        try skip(UInt8(ascii: ","))
        let width = try number()
        try skip(UInt8(ascii: ","))
        let height = try number()
        try skip(UInt8(ascii: "]"))
        return Geometry.Box(x: x, y: y, width: width, height: height)
    }
}

extension UnsafeRawBufferPointer {
    var name: String { String(decoding: self, as: UTF8.self) }
}

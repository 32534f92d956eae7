import RoostEntities

extension DetectionCase {
    /// Whether scores are from 0 to 1, as those of answers are.
    var hasUsualScores: Bool { detections.allSatisfy { (0...1).contains($0.score ?? 0) } }

    /// An image with its objects as annotations; boxes and areas are those of a COCO file.
    func item(_ image: Int) throws -> SnapshotItem {
        let annotations = objects.filter { $0.image == image }.map { object in
            var coco: [String: JSONValue] = ["bbox": .array(object.box.map { .number($0) })]
            coco["area"] = object.area.map { .number($0) }
            return Annotation.Draft(
                label: "\(object.label)",
                geometry: geometry(object),
                attributes: ["coco": .object(coco), "iscrowd": .bool(object.crowd == 1)]
            )
        }
        let id = Identifier<Item>(seconds: 1, random: 0, counter: UInt32(image))
        return try Scene.item(annotations, id: id, path: "\(image).png", width: width, height: height)
    }

    func answers(_ image: Int) -> [Annotation.Draft] {
        detections.filter { $0.image == image }.map { object in
            Annotation.Draft(label: "\(object.label)", geometry: geometry(object), score: object.score)
        }
    }

    private func geometry(_ object: Object) -> Geometry {
        if let counts = object.mask {
            return .mask(Geometry.RunLengthMask(width: width, height: height, counts: counts))
        }
        let box = object.box
        return .box(Geometry.Box(x: box[0], y: box[1], width: box[2], height: box[3]))
    }
}

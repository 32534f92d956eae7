import RoostEntities

extension Annotation.Draft {
    /// Whether it is a region of many that were not annotated one by one, as COCO says it.
    var isCrowd: Bool { attributes["iscrowd"] == .bool(true) || attributes["iscrowd"] == .integer(1) }

    /// The area that the annotation file says, by which objects are small, medium or large.
    var statedArea: Double? {
        let area = (attributes["coco"]?["area"] ?? attributes["area"])?.finite
        return area.flatMap { $0 >= 0 ? $0 : nil }
    }

    /// The box that the annotation file says, where it is not that of the outline.
    var statedBox: Geometry.Box? {
        guard case .array(let values) = attributes["coco"]?["bbox"] else { return nil }
        let numbers = values.compactMap(\.finite)
        guard numbers.count == 4, values.count == 4, numbers[2] >= 0, numbers[3] >= 0 else { return nil }
        return Geometry.Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
    }
}

extension JSONValue {
    fileprivate var finite: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value.isFinite ? value : nil
        case .null, .bool, .string, .array, .object: nil
        }
    }
}

extension Geometry {
    /// The smallest box round a shape that has an extent; `nil` for the whole image, points, lines and empty masks.
    var objectBox: Box? {
        switch self {
        case .box, .polygon, .mask: boundingBox
        case .image, .point, .polyline, .ellipse: nil
        }
    }
}

extension SnapshotItem {
    /// The pixels of a mask or polygon on the item; `nil` for any other shape.
    ///
    /// - Throws: `failedPrecondition` for a shape that is none, or a mask of another size than the item.
    func mask(
        of geometry: Geometry,
        _ whose: String,
        raster: OutlineRaster
    ) throws(RoostError) -> Geometry.RunLengthMask? {
        do throws(RoostError) {
            try geometry.validate()
            switch geometry {
            case .mask(let mask):
                guard mask.width == width, mask.height == height else {
                    throw RoostError(
                        .failedPrecondition,
                        "\(whose) \(quoted(path.text)) is \(mask.width) x \(mask.height) pixels and the image \(width) x "
                            + "\(height); bring the mask to the size of the image"
                    )
                }
                return mask
            case .polygon(let rings): return try raster(rings, width, height)
            case .image, .box, .point, .polyline, .ellipse: return nil
            }
        } catch {
            guard error.code == .invalidArgument else { throw error }
            throw RoostError(.failedPrecondition, "\(whose) \(quoted(path.text)) cannot be drawn: \(error.message)")
        }
    }
}

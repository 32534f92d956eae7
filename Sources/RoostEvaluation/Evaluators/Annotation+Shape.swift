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
        case .box(let box): return box
        case .polygon(let rings):
            let points = rings.joined()
            guard let first = points.first else { return nil }
            var (left, top, right, bottom) = (first.x, first.y, first.x, first.y)
            for point in points {
                (left, right) = (min(left, point.x), max(right, point.x))
                (top, bottom) = (min(top, point.y), max(bottom, point.y))
            }
            return Box(x: left, y: top, width: right - left, height: bottom - top)
        case .mask(let mask): return mask.box
        case .image, .point, .polyline, .ellipse: return nil
        }
    }

    /// In pixels, as COCO takes it when the file does not say: what rings enclose, summed, or the pixels inside.
    var objectArea: Double? {
        switch self {
        case .box(let box): box.width * box.height
        case .polygon(let rings): rings.reduce(0) { $0 + Self.area(of: $1) }
        case .mask(let mask): Double(mask.pixelCount)
        case .image, .point, .polyline, .ellipse: nil
        }
    }

    /// The shoelace formula.
    private static func area(of ring: [Point]) -> Double {
        guard var last = ring.last else { return 0 }
        var twice = 0.0
        for point in ring {
            twice += last.x * point.y - point.x * last.y
            last = point
        }
        return abs(twice) / 2
    }
}

extension Geometry.RunLengthMask {
    /// How many pixels are inside, of a valid mask.
    var pixelCount: Int { stride(from: 1, to: counts.count, by: 2).reduce(0) { $0 + counts[$1] } }

    /// The smallest box with every pixel that is inside, of a valid mask; `nil` when there is none.
    var box: Geometry.Box? {
        var (left, top, right, bottom) = (Int.max, Int.max, -1, -1)
        var start = 0
        for (index, run) in counts.enumerated() {
            defer { start += run }
            guard !index.isMultiple(of: 2), run > 0 else { continue }
            let (first, last) = (start, start + run - 1)
            // A run that goes on in the next column touches the bottom of one and the top of the other.
            let crosses = first / height < last / height
            (left, right) = (min(left, first / height), max(right, last / height))
            (top, bottom) = (
                min(top, crosses ? 0 : first % height), max(bottom, crosses ? height - 1 : last % height)
            )
        }
        guard right >= 0 else { return nil }
        return Geometry.Box(
            x: Double(left),
            y: Double(top),
            width: Double(right - left + 1),
            height: Double(bottom - top + 1)
        )
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

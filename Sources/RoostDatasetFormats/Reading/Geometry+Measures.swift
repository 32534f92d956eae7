import RoostEntities
import RoostImaging

extension Geometry {
    /// The smallest box round it; `nil` for the whole image and an empty mask.
    var boundingBox: Box? {
        switch self {
        case .image: return nil
        case .box(let box): return box
        case .point(let point): return Self.bounds(of: [point])
        case .polyline(let points): return Self.bounds(of: points)
        case .polygon(let rings): return Self.bounds(of: rings.joined())
        case .mask(let mask):
            guard let bounds = mask.runs?.bounds else { return nil }
            return Box(
                x: Double(bounds.columns.lowerBound),
                y: Double(bounds.rows.lowerBound),
                width: Double(bounds.columns.count),
                height: Double(bounds.rows.count)
            )
        case .ellipse: return nil
        }
    }

    /// In pixels: of rings the sum of what each encloses, of masks the pixels inside; `nil` for what has none.
    var area: Double? {
        switch self {
        case .box(let box): box.width * box.height
        case .polygon(let rings): rings.reduce(0) { $0 + Self.area(of: $1) }
        case .mask(let mask): mask.runs.map { Double($0.area) }
        case .image, .point, .polyline, .ellipse: nil
        }
    }

    private static func bounds(of points: some Sequence<Point>) -> Box? {
        var bounds: (left: Double, top: Double, right: Double, bottom: Double)?
        for point in points {
            let known = bounds ?? (point.x, point.y, point.x, point.y)
            bounds = (
                min(known.left, point.x), min(known.top, point.y), max(known.right, point.x), max(known.bottom, point.y)
            )
        }
        guard let bounds else { return nil }
        return Box(x: bounds.left, y: bounds.top, width: bounds.right - bounds.left, height: bounds.bottom - bounds.top)
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
    /// `nil` when the runs are not those of its size.
    var runs: RunLengths? {
        try? RunLengths(size: ImageSize(height: height, width: width), counts: counts)
    }

    init(_ runs: RunLengths) {
        self.init(width: runs.size.width, height: runs.size.height, counts: runs.counts)
    }
}

extension [[Geometry.Point]] {
    /// The pixels that the rings cover, as pycocotools has it.
    func mask(on size: ImageSize) throws(RoostError) -> RunLengths {
        do throws(ImageError) {
            return try RunLengths(polygon: map { ring in ring.map { (x: $0.x, y: $0.y) } }, size: size)
        } catch {
            throw RoostError(.invalidArgument, error.message)
        }
    }
}

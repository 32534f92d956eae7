/// Which pixels a ring of points covers, by the rule of pycocotools' `frPyObjects`, pixel for pixel.
///
/// The outline is walked on a grid five times as fine as the pixels. Wherever it steps over the middle of a column of
/// pixels, everything below in that column changes sides; sorted, these steps are the ends of the runs.
struct PolygonRaster {
    private let size: ImageSize
    private var steps: [Int] = []
    private var walked = 0
    private var last: (u: Int, v: Int)?

    private static let fineness = 5.0
    /// Farther out nothing of an image is left, and numbers would overflow.
    private static let reach = 1e7
    private static let walkLimit = 1 << 28

    /// The runs that the ring through `points` covers; its last point is joined to its first.
    static func runs(
        of points: [(x: Double, y: Double)],
        in size: ImageSize
    ) throws(ImageError) -> RunLengths {
        var raster = PolygonRaster(size: size)
        let corners = try points.map(fine)
        for (index, corner) in corners.enumerated() {
            try raster.walk(from: corner, to: corners[(index + 1) % corners.count])
        }
        return try raster.runs()
    }

    private init(size: ImageSize) {
        self.size = size
    }

    private static func fine(_ point: (x: Double, y: Double)) throws(ImageError) -> (x: Int, y: Int) {
        guard abs(point.x) <= reach, abs(point.y) <= reach else {
            throw ImageError("an outline has a point more than \(Int(reach)) pixels away; clip it to the image")
        }
        return (Int(fineness * point.x + 0.5), Int(fineness * point.y + 0.5))
    }

    /// Goes along one edge, a step a fine column or row, whichever are more.
    private mutating func walk(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) throws(ImageError) {
        let (dx, dy) = (abs(end.x - start.x), abs(end.y - start.y))
        let isFlat = dx >= dy
        let count = max(dx, dy)
        walked += count + 1
        guard walked <= Self.walkLimit else {
            throw ImageError("an outline is more than \(Self.walkLimit / 5) pixels long; simplify it")
        }
        let isFlipped = isFlat ? start.x > end.x : start.y > end.y
        let (low, high) = isFlipped ? (end, start) : (start, end)
        let slope =
            count == 0
            ? 0 : isFlat ? Double(high.y - low.y) / Double(dx) : Double(high.x - low.x) / Double(dy)
        for step in 0...count {
            let along = isFlipped ? count - step : step
            if isFlat {
                visit(u: low.x + along, v: Int(Double(low.y) + slope * Double(along) + 0.5))
            } else {
                visit(u: Int(Double(low.x) + slope * Double(along) + 0.5), v: low.y + along)
            }
        }
    }

    private mutating func visit(u: Int, v: Int) {
        defer { last = (u, v) }
        guard let last, last.u != u else { return }
        // The middle of pixel column c is at fine column 5c + 2.
        let middle = u < last.u ? u : u - 1
        guard middle >= 0, (middle - 2).isMultiple(of: 5) else { return }
        let column = (middle - 2) / 5
        guard column >= 0, column < size.width else { return }
        let y = (Double(min(v, last.v)) + 0.5) / Self.fineness - 0.5
        let row = Int(min(max(y, 0), Double(size.height)).rounded(.up))
        steps.append(column * size.height + row)
    }

    /// Sorted steps are where runs end; two at one place undo each other.
    private func runs() throws(ImageError) -> RunLengths {
        var ends: [Int] = []
        for step in steps.sorted() {
            if ends.last == step {
                ends.removeLast()
            } else {
                ends.append(step)
            }
        }
        ends.append(size.width * size.height)
        var start = 0
        var counts: [Int] = []
        for end in ends {
            counts.append(end - start)
            start = end
        }
        return try RunLengths(size: size, counts: counts)
    }
}

extension RunLengths {
    /// What a polygon covers: every pixel that one of its rings does, as pycocotools has it.
    ///
    /// - Parameters:
    ///   - rings: points in pixels from the top left corner, right and down.
    ///   - size: of the image.
    ///   - limits: of its size.
    /// - Throws: for points more than ten million pixels away, and outlines that are too long to walk.
    package init(
        polygon rings: [[(x: Double, y: Double)]],
        size: ImageSize,
        limits: ImageLimits = ImageLimits()
    ) throws(ImageError) {
        var mask = try Bitmap(size: size, limits: limits)
        for ring in rings {
            mask.insert(try PolygonRaster.runs(of: ring, in: size))
        }
        self.init(mask)
    }
}

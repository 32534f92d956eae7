extension Geometry {
    /// How many numbers say it: what it takes to keep and to send.
    package var numberCount: Int {
        switch self {
        case .image: 0
        case .box: 4
        case .polygon(let rings): rings.reduce(0) { $0 + 2 * $1.count }
        case .mask(let mask): mask.counts.count + 2
        case .point: 2
        case .polyline(let points): 2 * points.count
        case .ellipse: 5
        }
    }

    /// The smallest upright box that holds it, that of its ellipse unturned; `nil` for the whole image and for a mask
    /// without pixels.
    package var boundingBox: Box? {
        switch self {
        case .image: nil
        case .box(let box): box
        case .polygon(let rings): Box(around: rings.joined())
        case .mask(let mask): mask.boundingBox
        case .point(let point): Box(x: point.x, y: point.y, width: 0, height: 0)
        case .polyline(let points): Box(around: points)
        case .ellipse(let ellipse):
            Box(
                x: ellipse.center.x - ellipse.radiusX,
                y: ellipse.center.y - ellipse.radiusY,
                width: 2 * ellipse.radiusX,
                height: 2 * ellipse.radiusY
            )
        }
    }

    /// In square pixels, as COCO has it: of rings what each encloses, summed; of masks the pixels inside; `nil` for
    /// what has none.
    package var area: Double? {
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

extension Geometry.Box {
    /// `nil` without points.
    fileprivate init?(around points: some Sequence<Geometry.Point>) {
        var iterator = points.makeIterator()
        guard let first = iterator.next() else { return nil }
        var (left, right, top, bottom) = (first.x, first.x, first.y, first.y)
        while let point = iterator.next() {
            (left, right) = (min(left, point.x), max(right, point.x))
            (top, bottom) = (min(top, point.y), max(bottom, point.y))
        }
        self.init(x: left, y: top, width: right - left, height: bottom - top)
    }
}

extension Geometry.RunLengthMask {
    /// How many pixels are inside; the mask was validated.
    fileprivate var pixelCount: Int { stride(from: 1, to: counts.count, by: 2).reduce(0) { $0 + counts[$1] } }

    /// Of its pixels, whose runs go down the columns; the mask was validated.
    fileprivate var boundingBox: Geometry.Box? {
        var (left, right, top, bottom) = (width, -1, height, -1)
        var (place, inside) = (0, false)
        for run in counts {
            if inside, run > 0, height > 0 {
                let last = place + run - 1
                let (firstColumn, lastColumn) = (place / height, last / height)
                left = min(left, firstColumn)
                right = max(right, lastColumn)
                // A run over the end of a column has the column's bottom and the next one's top.
                top = min(top, firstColumn == lastColumn ? place % height : 0)
                bottom = max(bottom, firstColumn == lastColumn ? last % height : height - 1)
            }
            place += run
            inside.toggle()
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

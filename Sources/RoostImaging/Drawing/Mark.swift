/// Something to show on an image: where it is, and how it looks.
package struct Mark: Hashable, Sendable {
    /// Pixels from the top left corner, right and down; anything may lie outside of the image.
    package enum Shape: Hashable, Sendable {
        /// The whole image: only the caption is drawn.
        case image
        case box(x: Double, y: Double, width: Double, height: Double)
        /// Closed rings.
        case polygon([[Point]])
        case polyline([Point])
        case point(Point)
        /// `rotation` is clockwise, in degrees.
        case ellipse(center: Point, radiusX: Double, radiusY: Double, rotation: Double)
        case mask(RunLengths)
    }

    package struct Point: Hashable, Sendable {
        package var x: Double
        package var y: Double

        package init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }

        var isFinite: Bool { x.isFinite && y.isFinite }
    }

    package enum Style: Hashable, Sendable {
        /// A line, and a see-through area for masks, polygons and ellipses.
        case solid
        /// A line of dashes and nothing else: ground truth beside what was predicted.
        case dashed
    }

    package let shape: Shape
    package let color: LabelImage.Color
    package let style: Style
    /// Shown on a plate in the mark's colour.
    package let caption: String?

    package init(_ shape: Shape, color: LabelImage.Color, style: Style = .solid, caption: String? = nil) {
        self.shape = shape
        self.color = color
        self.style = style
        self.caption = caption
    }
}

extension Mark.Shape {
    /// Whether every coordinate is a number; what is not cannot be drawn.
    var isFinite: Bool {
        switch self {
        case .image, .mask: true
        case .box(let x, let y, let width, let height):
            [x, y, width, height, x + width, y + height].allSatisfy(\.isFinite)
        case .polygon(let rings): rings.allSatisfy { $0.allSatisfy(\.isFinite) }
        case .polyline(let points): points.allSatisfy(\.isFinite)
        case .point(let point): point.isFinite
        case .ellipse(let center, let radiusX, let radiusY, let rotation):
            center.isFinite && [radiusX, radiusY, rotation].allSatisfy(\.isFinite)
        }
    }

    /// The same shape on an image that is `factor` times as large.
    func enlarged(_ factor: Int) throws(ImageError) -> Mark.Shape {
        let scale = Double(factor)
        func moved(_ point: Mark.Point) -> Mark.Point { Mark.Point(x: point.x * scale, y: point.y * scale) }
        switch self {
        case .image: return .image
        case .box(let x, let y, let width, let height):
            return .box(x: x * scale, y: y * scale, width: width * scale, height: height * scale)
        case .polygon(let rings): return .polygon(rings.map { $0.map(moved) })
        case .polyline(let points): return .polyline(points.map(moved))
        case .point(let point): return .point(moved(point))
        case .ellipse(let center, let radiusX, let radiusY, let rotation):
            return .ellipse(
                center: moved(center),
                radiusX: radiusX * scale,
                radiusY: radiusY * scale,
                rotation: rotation
            )
        case .mask(let runs): return .mask(try runs.enlarged(factor))
        }
    }
}

extension RunLengths {
    /// Every pixel as a square of `factor` times `factor`.
    fileprivate func enlarged(_ factor: Int) throws(ImageError) -> RunLengths {
        guard factor > 1 else { return self }
        let small = Bitmap(self)
        let size = ImageSize(height: size.height * factor, width: size.width * factor)
        var large = try Bitmap(size: size)
        for x in 0..<size.width {
            for y in 0..<size.height where small[x: x / factor, y: y / factor] { large[x: x, y: y] = true }
        }
        return RunLengths(large)
    }
}

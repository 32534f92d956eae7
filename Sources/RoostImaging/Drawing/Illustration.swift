import Foundation

/// Draws marks on an image: areas first, then lines, then captions, so that nothing hides what was to be read.
///
/// Lines and letters grow with the image. Under every line lies a darker one, so that it is seen on any ground.
struct Illustration {
    private var canvas: Canvas
    private var stencil: Stencil
    private var captions: CaptionPlacement
    private let lineWidth: Double
    private let letterScale: Double

    private static let areaOpacity = 0.4
    private static let shadeOpacity = 0.45

    init(_ image: Image) {
        canvas = Canvas(image)
        stencil = Stencil(size: image.size)
        captions = CaptionPlacement(size: image.size)
        let side = Double(min(image.size.width, image.size.height))
        lineWidth = max(1, (side / 180).rounded())
        // Between 1 and 1.5 letters would be blurred rather than larger.
        letterScale = side < 420 ? 1 : side / 280
    }

    var image: Image { canvas.image }

    mutating func draw(_ marks: [Mark]) {
        let drawable = marks.filter { $0.shape.isFinite }
        for mark in drawable where mark.style == .solid { fill(mark) }
        for mark in drawable { outline(mark) }
        for mark in drawable { write(mark) }
    }

    // MARK: - Areas

    private mutating func fill(_ mark: Mark) {
        guard let runs = area(of: mark.shape) else { return }
        stencil.open(runs)
        canvas.pour(mark.color, through: &stencil, opacity: Self.areaOpacity)
    }

    /// What the inside of a shape is on this image; `nil` for shapes without one, and for masks of other sizes.
    private func area(of shape: Mark.Shape) -> RunLengths? {
        switch shape {
        case .mask(let runs): runs.size == canvas.size ? runs : nil
        case .polygon(let rings):
            try? RunLengths(polygon: rings.map { $0.map { ($0.x, $0.y) } }, size: canvas.size)
        case .ellipse:
            try? RunLengths(polygon: [shape.path.map { ($0.x, $0.y) }], size: canvas.size)
        case .image, .box, .polyline, .point: nil
        }
    }

    // MARK: - Lines

    private mutating func outline(_ mark: Mark) {
        let dash = mark.style == .dashed ? 4 * lineWidth : nil
        switch mark.shape {
        case .image: break
        case .mask(let runs): rim(of: runs, mark.color, dash: dash)
        case .box(let x, let y, let width, let height):
            let corners = corners(x, y, width, height)
            stroke([corners], isClosed: true, mark.color, dash: dash)
        case .polygon(let rings): stroke(rings, isClosed: true, mark.color, dash: dash)
        case .ellipse: stroke([mark.shape.path], isClosed: true, mark.color, dash: dash)
        case .polyline(let points): stroke([points], isClosed: false, mark.color, dash: dash)
        case .point(let point): dot(at: point, mark.color)
        }
    }

    private mutating func stroke(
        _ lines: [[Mark.Point]],
        isClosed: Bool,
        _ color: LabelImage.Color,
        dash: Double?
    ) {
        let dashes = dash.map { (dash: $0, gap: 0.75 * $0) }
        for line in lines {
            stencil.open(along: line, isClosed: isClosed, pen: Stencil.Pen(width: lineWidth + 2, dashes: nil))
        }
        canvas.pour(.black, through: &stencil, opacity: Self.shadeOpacity)
        for line in lines {
            stencil.open(along: line, isClosed: isClosed, pen: Stencil.Pen(width: lineWidth, dashes: dashes))
        }
        canvas.pour(color, through: &stencil)
    }

    /// The pixels of a mask that are next to its edge.
    private mutating func rim(of runs: RunLengths, _ color: LabelImage.Color, dash: Double?) {
        guard runs.size == canvas.size else { return }
        let width = Int(lineWidth)
        stencil.open(runs)
        stencil.keepRim(width: width + 1)
        canvas.pour(.black, through: &stencil, opacity: Self.shadeOpacity)
        stencil.open(runs)
        if let dash = dash.map({ Int($0) }) {
            stencil.keepRim(width: width) { x, y in (x + y) % (2 * dash) < dash }
        } else {
            stencil.keepRim(width: width)
        }
        canvas.pour(color, through: &stencil)
    }

    private mutating func dot(at point: Mark.Point, _ color: LabelImage.Color) {
        for (width, paint) in [(4 * lineWidth + 6, LabelImage.Color.black), (4 * lineWidth + 4, .white)] {
            stencil.open(along: [point], isClosed: false, pen: Stencil.Pen(width: width, dashes: nil))
            canvas.pour(paint, through: &stencil)
        }
        stencil.open(along: [point], isClosed: false, pen: Stencil.Pen(width: 4 * lineWidth, dashes: nil))
        canvas.pour(color, through: &stencil)
    }

    /// Of a box, moved by less than a pixel so that its lines cover whole pixels and are seen at the image's edge too.
    private func corners(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> [Mark.Point] {
        let half = lineWidth / 2
        let rest = half.truncatingRemainder(dividingBy: 1)
        func aligned(_ value: Double, end: Int) -> Double {
            let whole = (value - rest).rounded() + rest
            let isNear = value >= -1 && value <= Double(end) + 1
            return isNear ? min(max(whole, half), max(half, Double(end) - half)) : whole
        }
        let (left, right) = (aligned(x, end: canvas.size.width), aligned(x + width, end: canvas.size.width))
        let (top, bottom) = (aligned(y, end: canvas.size.height), aligned(y + height, end: canvas.size.height))
        return [(left, top), (right, top), (right, bottom), (left, bottom)].map { Mark.Point(x: $0, y: $1) }
    }

    // MARK: - Captions

    private mutating func write(_ mark: Mark) {
        guard let caption = mark.caption, !caption.isEmpty, let anchor = anchor(of: mark.shape) else { return }
        let padding = max(1, letterScale.rounded())
        let text = fitting(caption, width: Double(canvas.size.width) - 2 * padding)
        guard !text.isEmpty else { return }
        let plate = captions.place(
            width: Int((Double(BitmapFont.standard.width(of: text)) * letterScale + 2 * padding).rounded(.up)),
            height: Int((Double(BitmapFont.height) * letterScale + padding).rounded(.up)),
            at: anchor
        )
        stencil.open(columns: plate.columns, rows: plate.rows)
        canvas.pour(mark.color, through: &stencil)
        let top = Double(plate.rows.lowerBound) + padding
        openLetters(of: text, left: Double(plate.columns.lowerBound) + padding, top: top)
        canvas.pour(mark.color.ink, through: &stencil)
    }

    /// The text, or as much of its beginning as there is room for.
    private func fitting(_ caption: String, width: Double) -> String {
        let font = BitmapFont.standard
        guard Double(font.width(of: String(caption.prefix(200)))) * letterScale > width else { return caption }
        var text = caption.prefix(200)
        while !text.isEmpty, Double(font.width(of: text + "..")) * letterScale > width { text = text.dropLast() }
        return text.isEmpty ? "" : text + ".."
    }

    private mutating func openLetters(of text: String, left: Double, top: Double) {
        var column = 0
        for glyph in BitmapFont.standard.glyphs(of: text) {
            if let glyph { open(glyph, left: left + Double(column) * letterScale, top: top) }
            column += BitmapFont.advance(over: glyph)
        }
    }

    private mutating func open(_ glyph: BitmapFont.Glyph, left: Double, top: Double) {
        guard letterScale > 1 else {
            for pixel in glyph.pixels {
                let (x, y) = (Int(left) + pixel.x, Int(top) + pixel.y)
                stencil.open(columns: x..<x + 1, rows: y..<y + 1)
            }
            return
        }
        func center(_ pixel: BitmapFont.Cell) -> Mark.Point {
            Mark.Point(
                x: left + (Double(pixel.x) + 0.5) * letterScale,
                y: top + (Double(pixel.y) + 0.5) * letterScale
            )
        }
        let pen = Stencil.Pen(width: letterScale, dashes: nil)
        for stroke in glyph.strokes {
            stencil.open(along: [center(stroke.start), center(stroke.end)], isClosed: false, pen: pen)
        }
    }

    /// The smallest box round what a caption is about, as far as it is on the image.
    private func anchor(of shape: Mark.Shape) -> PixelBounds? {
        guard case .mask(let runs) = shape else {
            let points = shape.path
            guard !points.isEmpty else { return nil }
            return captions.bounds(x: points.map(\.x), y: points.map(\.y))
        }
        return runs.size == canvas.size ? runs.bounds : nil
    }
}

extension Mark.Shape {
    /// Points on the outline, all of its corners among them.
    fileprivate var path: [Mark.Point] {
        switch self {
        case .image: [Mark.Point(x: 0, y: 0)]
        case .mask: []
        case .box(let x, let y, let width, let height):
            [Mark.Point(x: x, y: y), Mark.Point(x: x + width, y: y + height)]
        case .polygon(let rings): rings.flatMap { $0 }
        case .polyline(let points): points
        case .point(let point): [point]
        case .ellipse(let center, let radiusX, let radiusY, let rotation):
            (0..<72).map { step in
                let (angle, turn) = (Double(step) * .pi / 36, rotation * .pi / 180)
                let (along, across) = (radiusX * cos(angle), radiusY * sin(angle))
                return Mark.Point(
                    x: center.x + along * cos(turn) - across * sin(turn),
                    y: center.y + along * sin(turn) + across * cos(turn)
                )
            }
        }
    }
}

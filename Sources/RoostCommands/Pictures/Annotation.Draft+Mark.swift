import Foundation
import RoostClient
import RoostImaging

extension Annotation.Draft {
    /// How the annotation looks on a picture; `nil` for a mask that makes no sense.
    ///
    /// A line and an area in its label's colour, with its label and score.
    func mark(in colors: LabelColors) -> Mark? {
        guard let shape = geometry.shape else { return nil }
        let words = [label, score.map { String(format: "%.2f", $0) }].compactMap(\.self).joined(separator: " ")
        return Mark(shape, color: colors[label], caption: words)
    }
}

extension Geometry {
    /// The shape to be drawn; `nil` for a mask that makes no sense.
    var shape: Mark.Shape? {
        switch self {
        case .image: .image
        case .box(let box): .box(x: box.x, y: box.y, width: box.width, height: box.height)
        case .polygon(let rings): .polygon(rings.map { $0.map(\.point) })
        case .polyline(let points): .polyline(points.map(\.point))
        case .point(let point): .point(point.point)
        case .ellipse(let ellipse):
            .ellipse(
                center: ellipse.center.point,
                radiusX: ellipse.radiusX,
                radiusY: ellipse.radiusY,
                rotation: ellipse.rotation
            )
        case .mask(let mask):
            (try? RunLengths(size: ImageSize(height: mask.height, width: mask.width), counts: mask.counts))
                .map { .mask($0) }
        }
    }
}

extension Geometry.Point {
    fileprivate var point: Mark.Point { Mark.Point(x: x, y: y) }
}

/// Where on an image an annotation is.
///
/// Coordinates are pixels from the top left corner, right and down.
public enum Geometry: Sendable, Hashable {
    /// The whole image: classification.
    case image
    case box(Box)
    /// Rings of at least three points.
    case polygon([[Point]])
    case mask(RunLengthMask)
    case point(Point)
    /// At least two points.
    case polyline([Point])
    case ellipse(Ellipse)

    public struct Point: Sendable, Hashable, Codable {
        public let x: Double
        public let y: Double

        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    public struct Box: Sendable, Hashable, Codable {
        public let x: Double
        public let y: Double
        public let width: Double
        public let height: Double

        public init(x: Double, y: Double, width: Double, height: Double) {
            self.x = x
            self.y = y
            self.width = width
            self.height = height
        }
    }

    /// An ellipse by its centre and the two halves of its axes.
    public struct Ellipse: Sendable, Hashable, Codable {
        public let center: Point
        public let radiusX: Double
        public let radiusY: Double
        /// How far the axes are turned, clockwise, in degrees.
        public let rotation: Double

        public init(center: Point, radiusX: Double, radiusY: Double, rotation: Double = 0) {
            self.center = center
            self.radiusX = radiusX
            self.radiusY = radiusY
            self.rotation = rotation
        }
    }

    public var kind: Kind {
        switch self {
        case .image: .image
        case .box: .box
        case .polygon: .polygon
        case .mask: .mask
        case .point: .point
        case .polyline: .polyline
        case .ellipse: .ellipse
        }
    }

    public enum Kind: String, Sendable, Codable, CaseIterable {
        case image, box, polygon, mask, point, polyline, ellipse
    }
}

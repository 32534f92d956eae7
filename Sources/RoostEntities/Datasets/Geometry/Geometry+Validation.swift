extension Geometry {
    /// Checks that the numbers make a shape.
    ///
    /// - Throws: `invalidArgument` for numbers that are not finite, a box of negative size, a ring of fewer than three
    ///   points, a polyline of fewer than two, an ellipse without extent, or a mask whose runs are not those of its
    ///   size.
    public func validate() throws(RoostError) {
        switch self {
        case .image: break
        case .box(let box):
            let numbers = [box.x, box.y, box.width, box.height]
            guard numbers.allSatisfy(\.isFinite), box.width >= 0, box.height >= 0 else {
                throw RoostError(.invalidArgument, "a box has finite coordinates and no negative width or height")
            }
        case .polygon(let rings):
            guard !rings.isEmpty, rings.allSatisfy({ $0.count >= 3 && $0.allSatisfy(\.isFinite) }) else {
                throw RoostError(.invalidArgument, "a polygon has rings of at least three finite points")
            }
        case .mask(let mask):
            try mask.validate()
        case .point(let point):
            guard point.isFinite else {
                throw RoostError(.invalidArgument, "a point has finite coordinates")
            }
        case .polyline(let points):
            guard points.count >= 2, points.allSatisfy(\.isFinite) else {
                throw RoostError(.invalidArgument, "a polyline has at least two finite points")
            }
        case .ellipse(let ellipse):
            let numbers = [ellipse.radiusX, ellipse.radiusY, ellipse.rotation]
            guard ellipse.center.isFinite, numbers.allSatisfy(\.isFinite), ellipse.radiusX > 0, ellipse.radiusY > 0
            else {
                throw RoostError(.invalidArgument, "an ellipse has a finite centre and rotation, and radii above 0")
            }
        }
    }
}

extension Geometry.Point {
    fileprivate var isFinite: Bool { x.isFinite && y.isFinite }
}

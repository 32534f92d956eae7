/// Puts a ring together from points, each straight above, below or beside the one before; keeps its corners alone.
struct RingBuilder {
    private var points: [MaskPoint] = []

    var last: MaskPoint? { points.last }

    mutating func add(_ point: MaskPoint) {
        guard point != points.last else { return }
        if points.count > 1, goesStraight(points[points.count - 2], points[points.count - 1], point) {
            points.removeLast()
        }
        points.append(point)
    }

    /// The corners; the last is joined to the first.
    consuming func closed() -> [MaskPoint] {
        if points.count > 1, points.first == points.last { points.removeLast() }
        if points.count > 2, goesStraight(points[points.count - 2], points[points.count - 1], points[0]) {
            points.removeLast()
        }
        if points.count > 2, goesStraight(points[points.count - 1], points[0], points[1]) { points.removeFirst() }
        return points
    }

    /// Whether the way from `first` over `middle` to `last` neither turns nor goes back.
    private func goesStraight(_ first: MaskPoint, _ middle: MaskPoint, _ last: MaskPoint) -> Bool {
        let (a, b) = ((middle.x - first.x).signum(), (middle.y - first.y).signum())
        return a == (last.x - middle.x).signum() && b == (last.y - middle.y).signum()
    }
}

/// Lines over one horizontal axis, before anybody has decided what they look like.
struct Chart: Sendable, Hashable {
    /// One line; where a value is no number it has a gap.
    struct Line: Sendable, Hashable {
        let name: String
        /// In the order of `x`.
        let points: [Point]
    }

    struct Point: Sendable, Hashable {
        let x: Double
        let y: Double

        /// Whether it can be drawn.
        var isFinite: Bool { x.isFinite && y.isFinite }
    }

    /// What the values are.
    let title: String
    /// What is counted along the horizontal axis.
    let axis: String
    let lines: [Line]

    /// Every point that can be drawn.
    var points: [Point] { lines.flatMap(\.points).filter(\.isFinite) }

    var isEmpty: Bool { points.isEmpty }
}

extension Chart.Line {
    /// The stretches between its gaps.
    var stretches: [[Chart.Point]] {
        points.split { !$0.isFinite }.map(Array.init)
    }

    /// The last point that can be drawn.
    var last: Chart.Point? { points.last(where: \.isFinite) }
}

extension Stencil {
    /// How a line is drawn: its width in pixels, and the lengths of its dashes.
    struct Pen {
        var width: Double
        /// Lengths of a dash and of the gap after it; `nil` for a line without gaps.
        var dashes: (dash: Double, gap: Double)?
    }

    /// Opens a line along `points` with smooth edges and round ends.
    mutating func open(along points: [Mark.Point], isClosed: Bool, pen: Pen) {
        guard let first = points.first, let last = points.last else { return }
        guard points.count > 1 else { return openSegment(from: first, to: first, pen: pen, travelled: 0) }
        var travelled = 0.0
        for (start, end) in zip(points, points.dropFirst()) {
            openSegment(from: start, to: end, pen: pen, travelled: travelled)
            travelled += start.distance(to: end)
        }
        if isClosed { openSegment(from: last, to: first, pen: pen, travelled: travelled) }
    }

    /// `travelled` is the length of the line before `start`, which says where its dashes are.
    private mutating func openSegment(from start: Mark.Point, to end: Mark.Point, pen: Pen, travelled: Double) {
        let reach = pen.width / 2 + 1
        guard let part = clip(start, end, margin: 2 * reach) else { return }
        let length = start.distance(to: end)
        let segment = Segment(
            start: part.start,
            end: part.end,
            travelled: travelled + length * part.share,
            pen: pen
        )
        let (dx, dy) = (part.end.x - part.start.x, part.end.y - part.start.y)
        let isFlat = abs(dx) >= abs(dy)
        let (low, high) = isFlat ? (part.start.x, part.end.x) : (part.start.y, part.end.y)
        let slope = isFlat ? (dx == 0 ? 0 : dy / dx) : dx / dy
        let origin = isFlat ? part.start.y - slope * part.start.x : part.start.x - slope * part.start.y
        let (longSide, shortSide) = isFlat ? (size.width, size.height) : (size.height, size.width)
        let along = Self.pixels(from: min(low, high) - reach, to: max(low, high) + reach, count: longSide)
        guard spend(along.count * Int(4 * reach)) else { return }
        for position in along {
            let center = origin + slope * min(max(Double(position) + 0.5, min(low, high)), max(low, high))
            // A line at 45 degrees is 1.42 times as wide across a column as it is across itself.
            for other in Self.pixels(from: center - 1.5 * reach, to: center + 1.5 * reach, count: shortSide) {
                let (x, y) = isFlat ? (position, other) : (other, position)
                let share = segment.coverage(of: Mark.Point(x: Double(x) + 0.5, y: Double(y) + 0.5))
                if share > 0 { open(x, y, to: UInt8(share * 255)) }
            }
        }
    }

    /// Pixels with some part between two coordinates, among the first `count`.
    private static func pixels(from low: Double, to high: Double, count: Int) -> Range<Int> {
        let first = Int(min(max(low.rounded(.down), 0), Double(count)))
        let last = Int(min(max(high.rounded(.up), 0), Double(count)))
        return first..<max(first, last)
    }

    /// The part of a line that is on the image or at most `margin` beside it, and the share of the line before it.
    ///
    /// Y.-D. Liang and B. Barsky, *A new concept and method for line clipping* (1984).
    private func clip(
        _ start: Mark.Point,
        _ end: Mark.Point,
        margin: Double
    ) -> (start: Mark.Point, end: Mark.Point, share: Double)? {
        guard start.isFinite, end.isFinite else { return nil }
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        guard dx.isFinite, dy.isFinite else { return nil }
        var (from, to) = (0.0, 1.0)
        let sides = [
            (-dx, start.x + margin), (dx, Double(size.width) + margin - start.x),
            (-dy, start.y + margin), (dy, Double(size.height) + margin - start.y),
        ]
        for (direction, room) in sides {
            if direction == 0 {
                guard room >= 0 else { return nil }
            } else if direction < 0 {
                from = max(from, room / direction)
            } else {
                to = min(to, room / direction)
            }
        }
        guard from <= to else { return nil }
        let (first, last) = (
            Mark.Point(x: start.x + from * dx, y: start.y + from * dy),
            Mark.Point(x: start.x + to * dx, y: start.y + to * dy)
        )
        return first.isFinite && last.isFinite ? (first, last, from) : nil
    }
}

/// A straight piece of a line.
private struct Segment {
    let start: Mark.Point
    let end: Mark.Point
    let travelled: Double
    let pen: Stencil.Pen

    /// How much of the pixel round `point` the line covers, 0 to 1.
    func coverage(of point: Mark.Point) -> Double {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let squared = dx * dx + dy * dy
        let along = squared == 0 ? 0 : ((point.x - start.x) * dx + (point.y - start.y) * dy) / squared
        let share = min(max(along, 0), 1)
        let nearest = Mark.Point(x: start.x + share * dx, y: start.y + share * dy)
        let covered = min(max(pen.width / 2 + 0.5 - nearest.distance(to: point), 0), 1)
        guard covered > 0, let dashes = pen.dashes else { return covered }
        let period = dashes.dash + dashes.gap
        let phase = (travelled + share * squared.squareRoot()).truncatingRemainder(dividingBy: period)
        guard phase > dashes.dash else { return covered }
        return covered * min(max(0.5 - min(phase - dashes.dash, period - phase), 0), 1)
    }
}

extension Mark.Point {
    func distance(to other: Mark.Point) -> Double {
        let (dx, dy) = (other.x - x, other.y - y)
        return (dx * dx + dy * dy).squareRoot()
    }
}

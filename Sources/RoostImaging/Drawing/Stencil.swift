/// How open each pixel is for paint, 0 to 255: one shape at a time, however many parts it has.
///
/// Parts that overlap do not add up, so paint that one can see through is nowhere twice as thick.
struct Stencil {
    let size: ImageSize
    private var openings: [UInt8]
    /// Nothing outside of these is open.
    private(set) var columns: Range<Int> = 0..<0
    private(set) var rows: Range<Int> = 0..<0
    /// How many pixels may still be looked at; with more, outlines are cut short.
    ///
    /// It keeps a hostile outline of
    /// millions of lines across a large image from taking hours.
    private(set) var effort: Int

    init(size: ImageSize, effort: Int = 1 << 30) {
        self.size = size
        self.effort = effort
        openings = [UInt8](repeating: 0, count: size.width * size.height)
    }

    subscript(x: Int, y: Int) -> UInt8 { openings[y * size.width + x] }

    /// Opens a pixel of the image at least as far as that.
    mutating func open(_ x: Int, _ y: Int, to opening: UInt8 = 255) {
        let place = y * size.width + x
        guard opening > openings[place] else { return }
        openings[place] = opening
        columns = columns.isEmpty ? x..<x + 1 : min(columns.lowerBound, x)..<max(columns.upperBound, x + 1)
        rows = rows.isEmpty ? y..<y + 1 : min(rows.lowerBound, y)..<max(rows.upperBound, y + 1)
    }

    mutating func close() {
        for y in rows {
            for x in columns { openings[y * size.width + x] = 0 }
        }
        (columns, rows) = (0..<0, 0..<0)
    }

    /// Takes some of the effort that is left.
    ///
    /// - Returns: whether there was as much.
    mutating func spend(_ pixels: Int) -> Bool {
        guard pixels <= effort else { return false }
        effort -= pixels
        return true
    }

    /// Opens whole pixels: the part of the rectangle that is on the image.
    mutating func open(columns: Range<Int>, rows: Range<Int>) {
        for y in rows.clamped(to: 0..<size.height) {
            for x in columns.clamped(to: 0..<size.width) { open(x, y) }
        }
    }

    /// Opens what is inside of `runs`, which must be of the same size.
    mutating func open(_ runs: RunLengths) {
        precondition(runs.size == size, "a mask is drawn on an image of its size")
        var start = 0
        for (index, run) in runs.counts.enumerated() {
            defer { start += run }
            guard !index.isMultiple(of: 2) else { continue }
            for position in start..<start + run { open(position / size.height, position % size.height) }
        }
    }

    /// Closes all but a rim of what is open.
    ///
    /// - Parameters:
    ///   - width: of the rim, in pixels; pixels beyond the edge of the image count as closed.
    ///   - keeps: which pixels of the rim stay open.
    mutating func keepRim(width: Int, where keeps: (_ x: Int, _ y: Int) -> Bool = { _, _ in true }) {
        let distances = distancesToClosed()
        let (columns, rows) = (columns, rows)
        for y in rows {
            for x in columns {
                let distance = distances[(y - rows.lowerBound) * columns.count + x - columns.lowerBound]
                if distance > 3 * width || !keeps(x, y) { openings[y * size.width + x] = 0 }
            }
        }
    }

    /// How far it is from each pixel in ``columns`` and ``rows`` to one that is closed, in thirds of a pixel.
    ///
    /// Steps to a side count three, steps across a corner four: the chamfer distance of G. Borgefors, *Distance
    /// transformations in digital images* (1986).
    private func distancesToClosed() -> [Int] {
        let (width, height) = (columns.count, rows.count)
        var distances = [Int](repeating: 0, count: width * height)
        func pass(_ order: [(x: Int, y: Int, cost: Int)], backward: Bool) {
            for step in 0..<width * height {
                let place = backward ? width * height - 1 - step : step
                let (x, y) = (place % width, place / width)
                guard self[columns.lowerBound + x, rows.lowerBound + y] > 0 else { continue }
                var nearest = backward ? distances[place] : .max
                for (dx, dy, cost) in order {
                    let (nx, ny) = (x + dx, y + dy)
                    let isWithin = nx >= 0 && nx < width && ny >= 0 && ny < height
                    nearest = min(nearest, (isWithin ? distances[ny * width + nx] : 0) + cost)
                }
                distances[place] = nearest
            }
        }
        let before = [(x: -1, y: 0, cost: 3), (x: -1, y: -1, cost: 4), (x: 0, y: -1, cost: 3), (x: 1, y: -1, cost: 4)]
        pass(before, backward: false)
        pass(before.map { (x: -$0.x, y: -$0.y, cost: $0.cost) }, backward: true)
        return distances
    }
}

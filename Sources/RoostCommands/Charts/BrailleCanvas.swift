/// Dots in a terminal: every character cell has two columns of four.
struct BrailleCanvas: Sendable {
    /// In characters.
    let width: Int
    let height: Int
    /// The dots of each cell, as bits of U+2800.
    private var cells: [UInt8]

    init(width: Int, height: Int) {
        self.width = max(width, 1)
        self.height = max(height, 1)
        cells = Array(repeating: 0, count: self.width * self.height)
    }

    /// In dots.
    var columns: Int { width * 2 }
    var rows: Int { height * 4 }

    /// Sets the dot that many from the left and from the top; outside there is none.
    mutating func set(column: Int, row: Int) {
        guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
        // The fourth row came late to Braille, so that its bits are the last two.
        let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
        cells[row / 4 * width + column / 2] |= bits[row % 4][column % 2]
    }

    /// Sets the dots between two, both included (Bresenham's algorithm).
    mutating func line(from start: (column: Int, row: Int), to end: (column: Int, row: Int)) {
        let (dx, dy) = (abs(end.column - start.column), -abs(end.row - start.row))
        let (right, down) = (start.column < end.column ? 1 : -1, start.row < end.row ? 1 : -1)
        var (column, row, error) = (start.column, start.row, dx + dy)
        while true {
            set(column: column, row: row)
            guard (column, row) != (end.column, end.row) else { return }
            let doubled = 2 * error
            if doubled >= dy {
                error += dy
                column += right
            }
            if doubled <= dx {
                error += dx
                row += down
            }
        }
    }

    /// The dots of a cell, to be put together with those of other canvases.
    func dots(column: Int, row: Int) -> UInt8 { cells[row * width + column] }

    /// The character that shows these dots.
    static func character(_ dots: UInt8) -> Character {
        Character(Unicode.Scalar(0x2800 + UInt16(dots)) ?? " ")
    }
}

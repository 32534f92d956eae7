import Foundation

/// Letters as pixels: the printable characters of ASCII, and a box for what is none.
///
/// Drawn at their own size they are sharp; larger, their pixels are joined by a round pen, so that no steps are seen.
struct BitmapFont: Sendable {
    struct Glyph: Hashable, Sendable {
        let width: Int
        /// Columns and rows of its pixels, from the top left.
        let pixels: [Cell]
        /// Pairs of pixels that touch, which a pen goes along.
        let strokes: [Stroke]
    }

    struct Cell: Hashable, Sendable {
        let x: Int
        let y: Int
    }

    struct Stroke: Hashable, Sendable {
        let start: Cell
        let end: Cell
    }

    /// From the top of the capitals to the line they stand on.
    static let ascent = 7
    /// Rows of all of a character, with what hangs below the line.
    static let height = 9
    private static let spaceWidth = 3
    private static let rowsInBand = 10

    static let standard = BitmapFont(sheet: sheet)

    /// From the exclamation mark on; the last is the box.
    private let glyphs: [Glyph]

    private init(sheet: String) {
        var glyphs: [Glyph] = []
        let rows = sheet.split(separator: "\n", omittingEmptySubsequences: false)
        for first in stride(from: 0, to: rows.count, by: Self.rowsInBand) {
            let band = rows[first..<min(first + Self.height, rows.count)].map { Self.cells(of: $0) }
            for place in 0..<(band.first?.count ?? 0) {
                glyphs.append(Glyph(rows: band.map { $0[place] }))
            }
        }
        self.glyphs = glyphs
    }

    /// What is drawn for `text`: `nil` is a space.
    ///
    /// Accents are taken off letters; every other character that is not of ASCII becomes a question mark, and a control
    /// character a box.
    func glyphs(of text: String) -> [Glyph?] {
        text.map { character in
            switch Self.spelled(character) {
            case 0x20: nil
            case let code: glyphs[min(code - 0x21, glyphs.count - 1)]
            }
        }
    }

    /// Columns that `text` takes at its own size.
    func width(of text: String) -> Int {
        let widths = glyphs(of: text).map { $0?.width ?? Self.spaceWidth }
        return widths.reduce(0, +) + max(0, widths.count - 1)
    }

    static func advance(over glyph: Glyph?) -> Int { (glyph?.width ?? spaceWidth) + 1 }

    /// A code from 0x20 (space) to 0x7F (box).
    private static func spelled(_ character: Character) -> Int {
        let scalars = character.decomposed
        guard let first = scalars.first else { return 0x3F }
        if first.properties.isWhitespace { return 0x20 }
        if first.value < 0x20 || (0x7F..<0xA0).contains(first.value) { return 0x7F }
        guard first.isASCII, scalars.dropFirst().allSatisfy({ $0.properties.canonicalCombiningClass != .notReordered })
        else { return 0x3F }
        return Int(first.value)
    }

    /// The cells of a row of the sheet, six columns apart.
    private static func cells(of row: Substring) -> [Substring] {
        var cells: [Substring] = []
        var rest = row
        while !rest.isEmpty {
            cells.append(rest.prefix(6).prefix { $0 != " " })
            rest = rest.dropFirst(6)
        }
        return cells
    }
}

extension BitmapFont.Glyph {
    fileprivate init(rows: [Substring]) {
        var pixels: [BitmapFont.Cell] = []
        for (y, row) in rows.enumerated() {
            for (x, character) in row.enumerated() where character == "#" { pixels.append(BitmapFont.Cell(x: x, y: y)) }
        }
        self.init(width: rows.map(\.count).max() ?? 0, pixels: pixels, strokes: Self.strokes(through: pixels))
    }

    /// Neighbours in a row or column are joined, and neighbours across a corner that no third pixel joins already.
    private static func strokes(through pixels: [BitmapFont.Cell]) -> [BitmapFont.Stroke] {
        let inked = Set(pixels)
        return pixels.flatMap { pixel in
            let right = BitmapFont.Cell(x: pixel.x + 1, y: pixel.y)
            let below = BitmapFont.Cell(x: pixel.x, y: pixel.y + 1)
            let left = BitmapFont.Cell(x: pixel.x - 1, y: pixel.y)
            var ends = [right, below]
            if !inked.contains(below) {
                if !inked.contains(right) { ends.append(BitmapFont.Cell(x: pixel.x + 1, y: pixel.y + 1)) }
                if !inked.contains(left) { ends.append(BitmapFont.Cell(x: pixel.x - 1, y: pixel.y + 1)) }
            }
            let found = ends.filter(inked.contains).map { BitmapFont.Stroke(start: pixel, end: $0) }
            return found.isEmpty ? [BitmapFont.Stroke(start: pixel, end: pixel)] : found
        }
    }
}

extension Character {
    /// Its scalars, letters and accents apart.
    fileprivate var decomposed: [Unicode.Scalar] {
        String(self).decomposedStringWithCanonicalMapping.unicodeScalars.map { $0 }
    }
}

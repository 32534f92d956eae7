/// A chart in characters: Braille dots, axes, and a letter at the end of each line that the legend explains.
struct TerminalChart: Sendable {
    let chart: Chart
    /// Of the whole, in characters.
    let width: Int
    /// Of the lines alone, in characters.
    let height: Int
    /// Whether the terminal shows colours.
    let isColored: Bool

    /// What one cell shows, and of which line.
    private struct Cell {
        var dots: UInt8 = 0
        /// Stands instead of the dots.
        var letter: Character?
        /// The last that was drawn there.
        var line: Int?

        var character: Character { letter ?? (dots == 0 ? " " : BrailleCanvas.character(dots)) }
    }

    /// Ends with a line feed.
    var text: String {
        guard !chart.isEmpty else { return "\(Output.safe(chart.title)): nothing to draw\n" }
        let vertical = ChartScale(chart.points.map(\.y), count: max(height / 4, 2))
        let labels = rowLabels(vertical)
        let margin = labels.values.map(\.count).max() ?? 0
        let plotWidth = max(width - margin - 2, 10)
        let horizontal = ChartScale(chart.points.map(\.x), count: max(plotWidth / 16, 2))
        let cells = draw(horizontal, vertical, width: plotWidth)
        var text = Output.safe(chart.title) + "\n"
        for (row, line) in cells.enumerated() {
            let label = labels[row] ?? ""
            text += String(repeating: " ", count: margin - label.count) + label + (labels[row] == nil ? " │" : " ┤")
            text += render(line) + "\n"
        }
        return text + axis(horizontal, margin: margin, width: plotWidth) + legend
    }

    private func rowLabels(_ scale: ChartScale) -> [Int: String] {
        let rows = scale.ticks.map { (row(of: $0, scale, rows: height), scale.label($0)) }
        return Dictionary(rows) { _, upper in upper }
    }

    private func draw(_ horizontal: ChartScale, _ vertical: ChartScale, width: Int) -> [[Cell]] {
        var cells = Array(repeating: Array(repeating: Cell(), count: width), count: height)
        for (index, line) in chart.lines.enumerated() {
            var canvas = BrailleCanvas(width: width, height: height)
            let place = { (point: Chart.Point) in
                (
                    column: column(of: point.x, horizontal, columns: canvas.columns),
                    row: row(of: point.y, vertical, rows: canvas.rows)
                )
            }
            for stretch in line.stretches {
                for (from, to) in zip(stretch, [stretch[0]] + stretch) {
                    canvas.line(from: place(to), to: place(from))
                }
            }
            for row in 0..<height {
                for column in 0..<width {
                    let dots = canvas.dots(column: column, row: row)
                    guard dots != 0 else { continue }
                    cells[row][column].dots |= dots
                    cells[row][column].line = index
                }
            }
        }
        guard chart.lines.count > 1 else { return cells }
        for (index, line) in chart.lines.enumerated() {
            guard let last = line.last else { continue }
            let column = column(of: last.x, horizontal, columns: width)
            let row = row(of: last.y, vertical, rows: height)
            cells[row][column] = Cell(letter: Self.letter(index), line: index)
        }
        return cells
    }

    private func column(of x: Double, _ scale: ChartScale, columns: Int) -> Int {
        Int((scale.share(x) * Double(columns - 1)).rounded())
    }

    private func row(of y: Double, _ scale: ChartScale, rows: Int) -> Int {
        Int(((1 - scale.share(y)) * Double(rows - 1)).rounded())
    }

    private func render(_ cells: [Cell]) -> String {
        var text = ""
        for cell in cells {
            guard isColored, let line = cell.line else {
                text.append(cell.character)
                continue
            }
            text += Self.color(line) + String(cell.character) + "\u{1B}[0m"
        }
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }

    /// The line under the chart, and its numbers where they have room.
    private func axis(_ scale: ChartScale, margin: Int, width: Int) -> String {
        var rule = Array(repeating: Character("─"), count: width)
        var numbers = Array(repeating: Character(" "), count: width)
        for tick in scale.ticks {
            let column = column(of: tick, scale, columns: width)
            rule[column] = "┬"
            let label = Array(scale.label(tick))
            let start = min(max(column - label.count / 2, 0), width - label.count)
            let taken = max(start - 1, 0)..<min(start + label.count + 1, width)
            guard start >= 0, numbers[taken].allSatisfy({ $0 == " " }) else { continue }
            numbers.replaceSubrange(start..<start + label.count, with: label)
        }
        let indent = String(repeating: " ", count: margin + 1)
        return indent + "└" + String(rule) + "\n" + indent + " " + String(numbers) + " " + Output.safe(chart.axis)
            + "\n"
    }

    private var legend: String {
        chart.lines.enumerated().map { index, line in
            let name = String(Output.safe(line.name).prefix(60))
            let letter = String(Self.letter(index))
            let shown = isColored ? Self.color(index) + letter + "\u{1B}[0m" : letter
            let last =
                line.last.map { "\(MetricsText.short($0.y)) at \(chart.axis) \(ChartScale.plain($0.x))" }
                ?? "nothing to draw"
            return "\(shown) \(name)  \(Output.safe(last))\n"
        }.joined()
    }

    /// `a` to `z`, then from the beginning.
    private static func letter(_ index: Int) -> Character {
        Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(index % 26)))
    }

    /// Colours of the terminal's own palette, which its user can tell apart.
    private static func color(_ index: Int) -> String {
        "\u{1B}[\([36, 33, 35, 32, 34, 31][index % 6])m"
    }
}

extension ChartScale {
    /// A number without a fraction if it has none.
    static func plain(_ value: Double) -> String {
        Int64(exactly: value).map { String($0) } ?? String(value)
    }
}

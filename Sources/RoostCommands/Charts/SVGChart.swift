import Foundation

/// A chart as an SVG document that needs nothing else: text for those who cannot see it, dashes for those who see no
/// colours, and no name that could be anything but text.
struct SVGChart: Sendable {
    let chart: Chart
    private let width = 800.0
    private let plotHeight = 400.0
    private let margin = (left: 80.0, top: 40.0, right: 20.0, bottom: 50.0)

    /// Colour-blind safe (Okabe and Ito, 2008), without the yellow that white swallows.
    private static let colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000"]
    private static let dashes = ["none", "8 3", "2 3", "10 3 2 3", "5 5"]

    init(_ chart: Chart) {
        self.chart = chart
    }

    var text: String {
        let height = margin.top + plotHeight + margin.bottom + 22 * Double(chart.lines.count)
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(place(width)) \(place(height))" role="img" \
            aria-labelledby="title description" font-family="sans-serif" font-size="12">
            <title id="title">\(escaped(chart.title)) by \(escaped(chart.axis))</title>
            <desc id="description">\(escaped(description))</desc>
            <rect width="100%" height="100%" fill="#fff"/>
            <text x="\(place(margin.left))" y="24" font-size="16">\(escaped(chart.title))</text>
            \(chart.isEmpty ? emptyNote : plot)
            </svg>

            """
    }

    private var description: String {
        let lines = chart.lines.map { line in
            let values = line.points.filter(\.isFinite).map(\.y)
            guard let last = line.last, let least = values.min(), let greatest = values.max() else {
                return "\(line.name): nothing to draw."
            }
            let end = "ends at \(MetricsText.short(last.y)) at \(chart.axis) \(ChartScale.plain(last.x))"
            return "\(line.name): between \(MetricsText.short(least)) and \(MetricsText.short(greatest)), \(end)."
        }
        return "Lines over \(chart.axis). " + lines.joined(separator: " ")
    }

    private var emptyNote: String {
        "<text x=\"\(place(margin.left))\" y=\"60\">nothing to draw</text>"
    }

    private var plot: String {
        let horizontal = ChartScale(chart.points.map(\.x), count: 8)
        let vertical = ChartScale(chart.points.map(\.y), count: 6)
        let parts =
            horizontal.ticks.map { tick(at: x($0, horizontal), horizontal.label($0)) }
            + vertical.ticks.map { grid(at: y($0, vertical), vertical.label($0)) }
            + [axisName]
            + chart.lines.enumerated().map { line($0, $1, horizontal, vertical) }
            + chart.lines.enumerated().map(legend)
        return parts.joined(separator: "\n")
    }

    private func line(_ index: Int, _ line: Chart.Line, _ horizontal: ChartScale, _ vertical: ChartScale) -> String {
        let path = line.stretches.map { stretch in
            let places = stretch.map { "\(place(x($0.x, horizontal))) \(place(y($0.y, vertical)))" }
            // A point alone is a dot: a line to itself with round ends.
            return "M" + (places + (places.count == 1 ? places : [])).joined(separator: "L")
        }.joined()
        return """
            <path d="\(path)" fill="none" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" \
            \(stroke(index))><title>\(escaped(line.name))</title></path>
            """
    }

    private func legend(_ index: Int, _ line: Chart.Line) -> String {
        let top = margin.top + plotHeight + margin.bottom + 22 * Double(index) + 6
        return """
            <line x1="\(place(margin.left))" x2="\(place(margin.left + 30))" y1="\(place(top))" y2="\(place(top))" \
            stroke-width="2" \(stroke(index))/>\
            <text x="\(place(margin.left + 38))" y="\(place(top + 4))">\(escaped(line.name))</text>
            """
    }

    /// As many colours as dashes have no common divisor: 35 lines look different.
    private func stroke(_ index: Int) -> String {
        let (color, dash) = (Self.colors[index % Self.colors.count], Self.dashes[index % Self.dashes.count])
        return "stroke=\"\(color)\" stroke-dasharray=\"\(dash)\""
    }

    private func tick(at x: Double, _ label: String) -> String {
        let bottom = margin.top + plotHeight
        return """
            <line x1="\(place(x))" x2="\(place(x))" y1="\(place(bottom))" y2="\(place(bottom + 5))" stroke="#555"/>\
            <text x="\(place(x))" y="\(place(bottom + 18))" text-anchor="middle">\(escaped(label))</text>
            """
    }

    private func grid(at y: Double, _ label: String) -> String {
        """
        <line x1="\(place(margin.left))" x2="\(place(width - margin.right))" y1="\(place(y))" y2="\(place(y))" \
        stroke="#ddd"/>\
        <text x="\(place(margin.left - 8))" y="\(place(y + 4))" text-anchor="end">\(escaped(label))</text>
        """
    }

    private var axisName: String {
        let middle = (margin.left + width - margin.right) / 2
        let y = margin.top + plotHeight + 38
        return "<text x=\"\(place(middle))\" y=\"\(place(y))\" text-anchor=\"middle\">\(escaped(chart.axis))</text>"
    }

    private func x(_ value: Double, _ scale: ChartScale) -> Double {
        margin.left + scale.share(value) * (width - margin.left - margin.right)
    }

    private func y(_ value: Double, _ scale: ChartScale) -> Double {
        margin.top + (1 - scale.share(value)) * plotHeight
    }

    /// To a tenth of a pixel.
    private func place(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
    }

    /// Text that stays text: markup is written as entities, and what XML forbids as U+FFFD.
    private func escaped(_ text: String) -> String {
        Output.safe(text).unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}

import ArgumentParser
import Foundation
import RoostClient

struct RunPlot: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plot",
        abstract: "Draw a metric of one or several runs.",
        discussion: "In the terminal, or with --svg into a file; peaks are kept however many points there are."
    )

    @Argument(help: Names.runs, transform: { try TrackedRunID($0) })
    var ids: [TrackedRunID]

    @Option(help: "The metric, such as loss.", transform: { try Run.Key($0) })
    var metric: Run.Key

    @Option(help: "What is counted: step or time.")
    var axis: Axis = .step

    @Option(help: ArgumentHelp("Write an SVG file instead.", valueName: "file"), completion: .file())
    var svg: String?

    @Option(help: "How wide the drawing is, in characters.")
    var width = 80

    @Option(help: "How high the drawing is, in lines.")
    var height = 16

    @OptionGroup var global: GlobalOptions

    enum Axis: String, ExpressibleByArgument, CaseIterable {
        case step, time
    }

    func validate() throws {
        guard (30...400).contains(width) else { throw ValidationError("--width is 30 to 400.") }
        guard (4...100).contains(height) else { throw ValidationError("--height is 4 to 100.") }
        guard ids.count <= 26 else { throw ValidationError("26 runs at most are told apart in one drawing.") }
    }

    func run() async throws {
        let roost = try global.connect()
        let limit = svg == nil ? 4 * width : 2000
        var plotted: [PlottedRun] = []
        for id in ids {
            let run = try await roost.run(id)
            plotted.append(PlottedRun(run, points: try await roost.metricChart(of: id, metric, limit: limit)))
        }
        guard plotted.contains(where: { !$0.points.isEmpty }) else { throw missing(plotted) }
        let chart = Chart(metric, of: plotted, by: axis)
        if let svg {
            try write(SVGChart(chart).text, to: URL(filePath: svg))
        }
        guard !global.json else { return try global.output.print(json: plotted) }
        guard svg == nil else { return }
        let isColored = global.output.console.isOutTerminal
        global.output.print(TerminalChart(chart: chart, width: width, height: height, isColored: isColored).text)
        global.output.hint("roost runs plot \(ids[0]) --metric '\(metric)' --svg \(metric.text.fileName).svg")
    }

    private func missing(_ runs: [PlottedRun]) -> RoostError {
        let known = Set(runs.flatMap(\.metrics)).sorted().prefix(20).joined(separator: ", ")
        let advice = known.isEmpty ? "nothing was measured yet" : "there is: \(known)"
        return RoostError(.notFound, "no run has a metric \(quoted(metric.text)); \(advice)")
    }

    private func write(_ text: String, to file: URL) throws {
        let path = file.path(percentEncoded: false)
        do {
            try Data(text.utf8).write(to: file, options: .atomic)
        } catch {
            throw RoostError(
                .unavailable,
                "cannot write \(quoted(path)); is its folder there, and yours?",
                cause: error
            )
        }
        global.output.say("wrote \(path)")
    }
}

/// What is drawn of one run.
struct PlottedRun: Encodable {
    let run: Identifier<Run>
    let name: String
    let metrics: [String]
    let points: [MetricPoint]
    private let startedAt: Timestamp

    init(_ run: Run, points: [MetricPoint]) {
        self.run = run.id
        name = run.name
        metrics = run.metrics.keys.sorted()
        startedAt = run.startedAt
        self.points = points
    }

    private enum Member: String, CodingKey {
        case run, name, points
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(run, forKey: .run)
        try container.encode(name, forKey: .name)
        try container.encode(points, forKey: .points)
    }

    func line(by axis: RunPlot.Axis) -> Chart.Line {
        let points = points.map { point in
            let x = axis == .step ? Double(point.step) : startedAt.seconds(to: point.at)
            return Chart.Point(x: x, y: point.value)
        }
        return Chart.Line(name: name, points: axis == .step ? points : points.sorted { $0.x < $1.x })
    }
}

extension Chart {
    init(_ metric: Run.Key, of runs: [PlottedRun], by axis: RunPlot.Axis) {
        self.init(
            title: metric.text,
            axis: axis == .step ? "step" : "seconds",
            lines: runs.map { $0.line(by: axis) }
        )
    }
}

extension String {
    /// Its letters and digits; the rest is a dash.
    fileprivate var fileName: String {
        String(map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "-" })
    }
}

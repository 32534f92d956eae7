import Foundation
import RoostClient
import Testing

@testable import RoostCommands

/// What charts look like, to the letter.
struct ChartTests {
    private func chart(_ lines: [(String, [Double])]) -> Chart {
        let lines = lines.map { name, values in
            Chart.Line(name: name, points: values.enumerated().map { Chart.Point(x: Double($0), y: $1) })
        }
        return Chart(title: "loss", axis: "step", lines: lines)
    }

    @Test func `a falling line falls, between round numbers`() {
        let chart = TerminalChart(chart: chart([("a", [4, 3, 2, 1, 0])]), width: 20, height: 4, isColored: false)
        #expect(
            chart.text == """
                loss
                4 ┤⠑⠢⢄⡀
                  │   ⠈⠉⠒⠤⣀
                2 ┤        ⠉⠑⠢⠤⣀
                0 ┤             ⠉⠒⠤⣀
                  └┬───────┬───────┬
                   0       2       4 step
                a a  0 at step 4

                """
        )
    }

    @Test func `lines are told apart by letters, and by colours where there are any`() {
        let two = chart([("one", [0, 1]), ("two", [1, 0])])
        let plain = TerminalChart(chart: two, width: 40, height: 6, isColored: false).text
        #expect(plain.contains("a one  1 at step 1") && plain.contains("b two  0 at step 1"))
        #expect(!plain.contains("\u{1B}"))
        #expect(TerminalChart(chart: two, width: 40, height: 6, isColored: true).text.contains("\u{1B}[33m"))
    }

    @Test func `what is no number leaves a gap`() {
        let line = chart([("a", [1, .nan, 2, 3, .infinity])]).lines[0]
        #expect(line.stretches.map { $0.map(\.y) } == [[1], [2, 3]])
        #expect(line.last?.y == 3)
        #expect(
            TerminalChart(chart: chart([("a", [.nan])]), width: 40, height: 6, isColored: false).text
                == "loss: nothing to draw\n"
        )
    }

    @Test(
        arguments: [
            [0], [1e300, -1e300], [.greatestFiniteMagnitude, -.greatestFiniteMagnitude], [.leastNonzeroMagnitude, 0],
            [1e16, 1e16 + 2],
            [-7, -7], [1, 2, .nan],
        ] as [[Double]]
    )
    func `any numbers have an axis`(_ values: [Double]) {
        let scale = ChartScale(values, count: 5)
        #expect(scale.ticks.count <= 11 && scale.ticks == scale.ticks.sorted())
        #expect(values.filter(\.isFinite).allSatisfy { (0...1).contains(scale.share($0)) })
        let chart = chart([("a", values)])
        #expect(!TerminalChart(chart: chart, width: 30, height: 4, isColored: false).text.isEmpty)
        #expect(!SVGChart(chart).text.contains("nan"))
    }

    @Test(
        arguments: zip(
            [[0.0, 1], [0, 97], [-3, 12], [0.001, 0.0035]],
            [
                "0.0 0.2 0.4 0.6 0.8 1.0", "0 20 40 60 80", "0 5 10", "0.0010 0.0015 0.0020 0.0025 0.0030 0.0035",
            ]
        )
    )
    func `ticks are round`(_ range: [Double], _ expected: String) {
        let scale = ChartScale(range, count: 5)
        #expect(scale.ticks.map(scale.label).joined(separator: " ") == expected)
    }

    @Test func `a picture says in words what it shows, and names stay text`() throws {
        let hostile = "</title><script>alert(1)</script>&\"'\u{202E}\u{1B}"
        let text = SVGChart(chart([(hostile, [1, 3, 2])])).text
        let parser = XMLCheck(text)
        #expect(parser.isWellFormed)
        #expect(parser.elements.isDisjoint(with: ["script"]))
        #expect(text.contains("role=\"img\"") && text.contains("aria-labelledby=\"title description\""))
        #expect(text.contains("between 1 and 3, ends at 2 at step 2"))
        #expect(!text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{1B}" })
    }

    @Test func `runs side by side show what differs`() throws {
        let runs: [Run] = try ["0.1", "0.2"].map { rate in
            try Samples.decode(
                """
                {"id": "0123456789abcdef0123456\(rate.count)", "projectID": "0123456789abcdef01234567",
                 "experimentID": "0123456789abcdef01234567", "experiment": "digits", "name": "run \(rate)",
                 "status": "finished", "startedAt": "2026-11-21T09:30:00Z", "endedAt": "2026-11-21T09:31:00Z",
                 "note": "", "tags": {}, "parameters": {"lr": "\(rate)", "seed": "7"}, "inputs": [],
                 "metrics": {"loss": {"last": "NaN", "step": 3, "at": "2026-11-21T09:31:00Z", "count": 1}},
                 "createdBy": "ada"}
                """
            )
        }
        let comparison = RunComparison(runs)
        #expect(
            comparison.table(all: false).text == """
                            RUN 0.1   RUN 0.2
                experiment  digits    digits
                status      finished  finished
                * lr        0.1       0.2

                """
        )
        #expect(comparison.table(all: true).text.contains("  loss      nan       nan"))
    }
}

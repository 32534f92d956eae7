import ArgumentParser
import RoostClient

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Examine the server's state: content, references and statuses.",
        discussion: "Ends with status 1 when something is left to do."
    )

    @Flag(help: "Mend what can be mended.")
    var repair = false

    @Flag(help: "Read all content and check its digests; that takes as long as reading takes.")
    var deep = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let report = try await global.connect().doctor(repair: repair, deep: deep)
        let output = global.output
        if output.json {
            try output.print(json: report)
        } else {
            try output.show(report.checks, empty: "there was nothing to check")
        }
        guard report.isClean else {
            if !repair { output.hint("roost doctor --repair") }
            throw ExitCode(ExitStatus.failure.rawValue)
        }
    }
}

extension DoctorReport.Check: Row {
    static var columns: [String] { ["check", "result", "detail"] }

    var cells: [String] {
        [name, repaired ? "repaired" : ok ? "ok" : "BROKEN", detail]
    }
}

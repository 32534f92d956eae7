import ArgumentParser
import RoostClient

struct Reproduce: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Do a training again from its record, and say whether it comes out the same.",
        discussion: """
            No version is made. The command fails when the result differs, and says where and what the likely reason is.
            """
    )

    @Argument(help: Names.version, transform: { try Reference($0) })
    var version: Reference

    @Flag(help: "Do not wait for the end.")
    var detach = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let output = global.output
        let made = try await roost.reproduce(version)
        guard !detach else {
            try output.show(made)
            return output.hint("roost executions show \(made.id)")
        }
        let ended = try await TrainingWatch(roost: roost, execution: made).follow(output).succeeded()
        guard let reproduction = ended.result?.reproduction else {
            throw RoostError(.internal, "execution \(ended.id) succeeded without an outcome; run the doctor")
        }
        try output.show(reproduction)
        guard reproduction.matches else { throw ExitCode(ExitStatus.failure.rawValue) }
    }
}

extension Reproduction: Details {
    var fields: [Field] {
        [
            Field("matches", matches ? "yes" : "no"),
            Field("outcome", words),
            Field("files", artifacts.filter { $0.expected != $0.actual }.map(\.text).joined(separator: "\n")),
            Field(
                "environment",
                environment.map { "\($0.name): was \($0.expected), is \($0.actual)" }.joined(separator: "\n")
            ),
            Field("metrics", metrics.map(\.text).joined(separator: "\n")),
        ]
    }
}

extension Reproduction.Artifact {
    fileprivate var text: String {
        guard expected != nil else { return "\(path): was not there" }
        guard actual != nil else { return "\(path): is missing" }
        return "\(path): " + (maxDifference.map { "weights differ by up to \(MetricsText.short($0))" } ?? "differs")
    }
}

extension Reproduction.MetricDifference {
    fileprivate var text: String {
        "\(name): was \(expected.map(MetricsText.short) ?? "none"), is \(actual.map(MetricsText.short) ?? "none")"
    }
}

import ArgumentParser
import RoostClient

struct Promote: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Move an alias to a version if conditions hold, or say why not.",
        discussion: """
            A condition is an expression over evaluations, such as --require "accuracy >= champion - 0.005": a bare \
            alias means the version it points at now. The decision is in the audit log either way, and the command fails \
            when the alias stays.
            """
    )

    @Argument(help: Names.version, transform: { try Reference($0) })
    var version: Reference

    @Option(help: "The alias that moves.", transform: { try Alias($0) })
    var alias: Alias

    @Option(
        name: .customLong("require"),
        help: ArgumentHelp("What must hold; may be given several times.", valueName: "condition")
    )
    var requirements: [String] = []

    @Option(
        help: ArgumentHelp(
            "Whose evaluations decide.",
            discussion: "What the version was evaluated on last unless said."
        ),
        transform: { try Dataset.Name($0) }
    )
    var dataset: Dataset.Name?

    @OptionGroup var place: PlaceOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let promotion = try await global.connect().promote(
            version,
            to: alias,
            requiring: requirements.map { try Gate($0, alias: alias) },
            dataset: dataset,
            snapshot: place.snapshot,
            part: place.subset
        )
        let output = global.output
        if output.json { try output.print(json: promotion) } else { output.print(Output.safe(promotion.words)) }
        guard promotion.promoted else { throw ExitCode(ExitStatus.failure.rawValue) }
        output.hint("roost show \(version.model)@\(alias)")
    }
}

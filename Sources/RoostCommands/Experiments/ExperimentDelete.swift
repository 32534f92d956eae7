import ArgumentParser
import RoostClient

struct ExperimentDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete an experiment with its runs.",
        discussion: "It can be brought back with 'roost experiments undelete' until garbage is collected."
    )

    @Argument(help: Names.experiment, transform: { try Experiment.Name($0) })
    var name: Experiment.Name

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        try global.output.confirm("Delete experiment \(name) with its runs?", assumed: confirmation.yes)
        try await roost.deleteExperiment(named: name)
        global.output.say("deleted experiment \(name)")
        global.output.hint("roost experiments undelete '\(name)'")
    }
}

struct ExperimentUndelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undelete",
        abstract: "Bring a deleted experiment back."
    )

    @Argument(help: Names.experiment, transform: { try Experiment.Name($0) })
    var name: Experiment.Name

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try global.output.show(try await global.connect().undeleteExperiment(named: name))
    }
}

import ArgumentParser
import RoostClient

struct DatasetDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a dataset with its items and annotations.",
        discussion: "It can be brought back with 'roost datasets undelete' until garbage is collected."
    )

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        try global.output.confirm("Delete dataset \(name)?", assumed: confirmation.yes)
        try await roost.deleteDataset(named: name)
        global.output.say("deleted dataset \(name)")
        global.output.hint("roost datasets undelete \(name)")
    }
}

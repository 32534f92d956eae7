import ArgumentParser
import RoostClient

struct RunDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete runs.",
        discussion: "They can be brought back with 'roost runs undelete' until garbage is collected."
    )

    @Argument(help: Names.runs, transform: { try TrackedRunID($0) })
    var ids: [TrackedRunID]

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let subject = ids.count == 1 ? "run \(ids[0])" : "\(ids.count) runs"
        try global.output.confirm("Delete \(subject)?", assumed: confirmation.yes)
        for id in ids {
            try await roost.deleteRun(id)
        }
        global.output.say("deleted \(subject)")
        global.output.hint("roost runs undelete \(ids[0])")
    }
}

struct RunUndelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "undelete", abstract: "Bring a deleted run back.")

    @Argument(help: Names.run, transform: { try TrackedRunID($0) })
    var id: TrackedRunID

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try global.output.show(try await global.connect().undeleteRun(id))
    }
}

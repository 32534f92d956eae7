import ArgumentParser
import RoostClient

struct DatasetSnapshot: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "Take a picture of a dataset that never changes.",
        discussion: "Training and evaluating take one by themselves. While nothing changes, it is the same one."
    )

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try global.output.show(try await global.connect().takeSnapshot(of: name))
        global.output.hint("roost datasets snapshots \(name)")
    }
}

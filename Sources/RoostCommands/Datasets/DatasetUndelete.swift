import ArgumentParser
import RoostClient

struct DatasetUndelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "undelete", abstract: "Bring back a deleted dataset.")

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try global.output.show(try await global.connect().undeleteDataset(named: name))
    }
}

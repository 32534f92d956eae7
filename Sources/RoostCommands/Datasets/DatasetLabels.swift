import ArgumentParser

struct DatasetLabels: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "labels",
        abstract: "List and change the labels that a dataset's ground truth may carry.",
        subcommands: [DatasetLabelList.self, DatasetLabelSet.self, DatasetLabelRemove.self],
        defaultSubcommand: DatasetLabelList.self
    )
}

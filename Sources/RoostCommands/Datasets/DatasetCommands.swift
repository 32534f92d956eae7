import ArgumentParser

struct DatasetCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "datasets",
        abstract: "Make, fill and look into datasets.",
        subcommands: [
            DatasetList.self, DatasetCreate.self, DatasetShow.self, DatasetImport.self, DatasetExport.self,
            DatasetItems.self, DatasetAnnotations.self, DatasetLabels.self, DatasetSplit.self, DatasetSnapshot.self,
            DatasetSnapshots.self, DatasetDelete.self, DatasetUndelete.self,
        ],
        defaultSubcommand: DatasetList.self
    )
}

import ArgumentParser
import RoostClient

struct DatasetSplit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Divide a dataset's items among train, validation and test.",
        discussion: """
            By shares: 'roost datasets split shapes --train 80 --validation 10 --test 10 --seed 7 --stratify'. The same \
            seed divides the same paths the same way, on any machine.
            By folder: '--by-folder' reads the first folder of each path. By filter: \
            '--filter \'path ~ "night/*"\' --to test' moves what the filter means.
            """
    )

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @Option(help: "The share of train.")
    var train: Double?

    @Option(help: "The share of validation.")
    var validation: Double?

    @Option(help: "The share of test.")
    var test: Double?

    @Option(help: "Decides the lots; 0 unless said.")
    var seed: UInt64?

    @Flag(help: "Divide each label so.")
    var stratify = false

    @Flag(help: "Go by the first folder of each path.")
    var byFolder = false

    @Option(help: ArgumentHelp("Move to this subset, or to none.", valueName: "subset"))
    var to: String?

    @OptionGroup var filter: FilterOption
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        let ways = [train ?? validation ?? test != nil, byFolder, to != nil].count { $0 }
        guard ways == 1 else {
            throw ValidationError("Say how to split: --train, --validation and --test; or --by-folder; or --to.")
        }
        guard train ?? validation ?? test != nil || (seed == nil && !stratify) else {
            throw ValidationError("--seed and --stratify go with --train, --validation and --test.")
        }
    }

    func run() async throws {
        let dataset = try await global.connect().split(name, Split(try rule(), filter: filter.value))
        try global.output.show(dataset)
        global.output.hint("roost datasets snapshot \(name)")
    }

    private func rule() throws(RoostError) -> Split.Rule {
        if byFolder { return .folder }
        if let to { return .move(to: to == "none" ? nil : try SubsetArgument.parse(to)) }
        let shares = try Split.Shares(train: train ?? 0, validation: validation ?? 0, test: test ?? 0)
        return .shares(shares, seed: seed ?? 0, stratified: stratify)
    }
}

import ArgumentParser
import RoostClient

struct DatasetItems: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "items", abstract: "List a dataset's items.")

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @Option(help: "Only those of train, validation or test.", transform: { try SubsetArgument.parse($0) })
    var subset: Subset?

    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let items = try await global.connect().allItems(of: name, subset: subset).prefix(upTo: list.limit)
        try global.output.show(
            items.items,
            empty: "no items; import some: roost datasets import \(name) FOLDER",
            hasMore: items.hasMore
        )
    }
}

extension Item: Row {
    static var columns: [String] { ["item", "path", "subset", "pixels", "size"] }

    var cells: [String] {
        [
            id.description,
            path.text,
            subset?.rawValue ?? "-",
            "\(width) x \(height)",
            ByteText(size).description,
        ]
    }
}

import ArgumentParser
import Foundation
import RoostClient

struct DatasetAnnotations: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annotations",
        abstract: "List what people and versions say about a dataset's items."
    )

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @Option(help: "Only ground truth ('truth') or only predictions ('prediction').")
    var kind: Roost.AnnotationFilter.Kind?

    @Option(help: "Only what that execution wrote.", transform: { try Identifier<Execution>($0) })
    var execution: Identifier<Execution>?

    @Option(help: "Only those of that item.", transform: { try Identifier<Item>($0) })
    var item: Identifier<Item>?

    @OptionGroup var filter: FilterOption

    @Flag(help: "Delete what the filter means.")
    var delete = false

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var list: ListOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard !delete || (filter.value != nil && item == nil && execution == nil && kind == nil) else {
            throw ValidationError("--delete takes what --filter alone means; write 'kind = truth' into the filter.")
        }
    }

    func run() async throws {
        let roost = try global.connect()
        if delete, let filter = filter.value {
            try global.output.confirm(
                "Delete all annotations of \(name) with \(filter.text)? They do not come back.",
                assumed: confirmation.yes
            )
            let deleted = try await roost.deleteAnnotations(matching: filter, of: name)
            return global.output.say("deleted \(deleted) annotations")
        }
        let wanted = Roost.AnnotationFilter(item: item, execution: execution, kind: kind, filter: filter.value)
        let annotations = try await roost.allAnnotations(of: name, wanted).prefix(upTo: list.limit)
        try global.output.show(
            annotations.items,
            empty: "no annotations; make some: roost predict MODEL --dataset \(name)",
            hasMore: annotations.hasMore
        )
    }
}

extension Roost.AnnotationFilter.Kind: ExpressibleByArgument {}

extension Annotation: Row {
    static var columns: [String] { ["item", "label", "score", "where", "by"] }

    var cells: [String] {
        [
            itemID.description,
            label,
            score.map { String(format: "%.4f", $0) } ?? "truth",
            geometry.kind.rawValue,
            createdBy,
        ]
    }
}

import ArgumentParser
import Foundation
import RoostClient
import RoostDatasetFormats

struct DatasetExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a dataset to a folder that other tools read.",
        discussion: """
            What is written is a snapshot: of now, unless --snapshot names another. The folder appears when it is \
            whole; an export that was cut off goes on where it stopped. What the format cannot hold is counted and \
            said.
            """
    )

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @Argument(help: ArgumentHelp("Where to write.", valueName: "folder"), completion: .directory)
    var folder: String

    @Option(help: "What to write: coco, yolo, voc, folder, csv or masks.")
    var format: DatasetFormat

    @Option(help: "Only that part: train, validation or test.", transform: { try SubsetArgument.parse($0) })
    var subset: Subset?

    @OptionGroup var filter: FilterOption

    @Option(help: "That snapshot, by its id or digest.", transform: { try Snapshot.Selector($0) })
    var snapshot: Snapshot.Selector?

    @Option(
        help: ArgumentHelp("What that version predicted, in place of the truth.", valueName: "version"),
        transform: { try Reference($0) }
    )
    var predictionsOf: Reference?

    @Flag(help: "Replace a folder that was exported before.")
    var overwrite = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let output = global.output
        let place = URL(filePath: folder, directoryHint: .isDirectory)
        let target = try ExportFolder(at: place, overwriting: overwrite)
        let dataset = try await roost.dataset(name)
        let version = try await predictionsOf.asyncMap { try await roost.version($0).id }
        let pictured = try await snapshot.asyncMap { try await roost.snapshot($0, of: name) }
        let taken = if let pictured { pictured } else { try await roost.takeSnapshot(of: name) }
        let meant = try await filter.value.asyncMap { filter in
            var ids: Set<Identifier<Item>> = []
            for try await item in roost.allItems(of: name, subset: subset, filter: filter) { ids.insert(item.id) }
            return ids
        }
        let line = ProgressLine(output)
        let total = meant?.count ?? subset.map { taken.subsets[$0.rawValue] ?? 0 } ?? taken.itemCount
        let export = DatasetExporting(
            roost: roost,
            snapshot: taken,
            subset: subset,
            items: meant,
            predictionsOf: version
        )
        let header = DatasetHeader(
            labels: try await roost.snapshotItems(of: taken).header().labels,
            metadata: dataset.metadata
        )
        let summary = try await export.write(format, header, to: target) { done in
            let share = Double(done) / Double(max(1, total))
            line.draw("exporting \(ProgressLine.bar(share: share)) \(done) items")
        }
        line.clear()
        summary.leftOut.remarks.forEach(output.say)
        try output.show(summary, as: summary.fields(folder: place.path(percentEncoded: false)))
        output.hint("roost datasets import NEW \(folder) --format \(format.rawValue)")
    }
}

extension Optional {
    fileprivate func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}

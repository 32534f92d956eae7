import ArgumentParser
import Foundation
import RoostClient
import RoostThreads

struct DatasetImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Fill a dataset with images and what is known about them.",
        discussion: """
            PATH is a folder with a folder per class, perhaps inside train, validation and test; a COCO .json, or a \
            folder with one; or a .csv with the columns path, label and perhaps subset. The dataset is made if it is \
            missing. Importing again goes on where it stopped.
            """
    )

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @Argument(help: ArgumentHelp("What to import.", valueName: "path"), completion: .file())
    var source: String

    @Option(help: "What it is, when it cannot be seen: folder, coco or csv.")
    var format: ImportSource.Format?

    @Option(help: ArgumentHelp("Where the images of a .json or .csv are.", valueName: "folder"), completion: .directory)
    var images: String?

    @Option(help: "The subset of items whose place does not say.", transform: { try SubsetArgument.parse($0) })
    var subset: Subset?

    @Flag(help: "Take the boxes of COCO objects even when they have outlines.")
    var boxes = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let output = global.output
        let found = try ImportSource(
            at: URL(filePath: source),
            format: format,
            images: images.map { URL(filePath: $0, directoryHint: .isDirectory) },
            subset: subset
        )
        let read = try await FileReading.threads.run { [boxes] in try found.read(prefersBoxes: boxes) }
        let line = ProgressLine(output)
        let added = try await DatasetFilling(roost: roost, name: name).fill(with: read) { done in
            line.draw(
                "importing \(ProgressLine.bar(share: Double(done) / Double(max(1, read.items.count)))) \(done) items"
            )
        }
        line.clear()
        read.remarks.forEach(output.say)
        if added < read.items.count { output.say("\(read.items.count - added) items were there already") }
        try output.show(try await roost.dataset(name))
        output.hint("roost predict MODEL --dataset \(name)")
    }
}

import ArgumentParser
import Foundation
import RoostClient
import RoostDatasetFormats

struct DatasetImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Fill a dataset with images and what is known about them.",
        discussion: """
            PATH is a folder with a folder per class, perhaps inside train, validation and test; a COCO .json, or a \
            folder with some; a YOLO dataset with its data.yaml; one of Pascal VOC; a folder with images and masks; \
            or a .csv with the columns path and label, and perhaps x, y, width, height and subset. The dataset is \
            made if it is missing. Importing again goes on where it stopped.
            """
    )

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @Argument(help: ArgumentHelp("What to import.", valueName: "path"), completion: .file())
    var source: String

    @Option(help: "What it is, when it cannot be seen: folder, coco, yolo, voc, csv or masks.")
    var format: DatasetFormat?

    @Option(help: ArgumentHelp("Where the images are, if not beside.", valueName: "folder"), completion: .directory)
    var images: String?

    @Option(help: "The subset of items whose place does not say.", transform: { try SubsetArgument.parse($0) })
    var subset: Subset?

    @Flag(help: "Take the boxes of COCO objects even when they have outlines.")
    var boxes = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let output = global.output
        let source = try DatasetSource(
            at: URL(filePath: source),
            format: format,
            images: images.map { URL(filePath: $0, directoryHint: .isDirectory) },
            subset: subset
        )
        let session = try await ImportSession.open(source, prefersBoxes: boxes)
        let line = ProgressLine(output)
        let counts = try await DatasetFilling(roost: roost, name: name).fill(from: session) { done in
            let share = session.itemCount.map { Double(done) / Double(max(1, $0)) }
            line.draw("importing \(share.map { ProgressLine.bar(share: $0) + " " } ?? "")\(done) items")
        }
        line.clear()
        session.remarks.forEach(output.say)
        if counts.added < counts.read { output.say("\(counts.read - counts.added) items were there already") }
        try output.show(try await roost.dataset(name))
        output.hint("roost predict MODEL --dataset \(name)")
    }
}

extension DatasetFormat: ExpressibleByArgument {}

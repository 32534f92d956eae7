import ArgumentParser
import Foundation
import RoostClient

struct ArtifactDownload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "download",
        abstract: "Fetch a version's artifacts into a folder.",
        discussion: """
            Files that are there already are kept if they are the same. What was cut off goes on where it stopped, \
            and nothing is put in its place before its SHA-256 was checked.
            """
    )

    @Argument(help: Names.version, transform: { try Reference($0) })
    var version: Reference

    @Argument(help: "The folder to put them in; it is made if it is missing.", completion: .directory)
    var folder: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let line = ProgressLine(global.output)
        let files = try await roost.download(
            version,
            to: URL(filePath: folder, directoryHint: .isDirectory),
            progress: line.transfer("downloading")
        )
        line.clear()
        let paths = files.map { $0.path(percentEncoded: false) }
        guard !global.json else { return try global.output.print(json: paths) }
        global.output.print(paths.map { Output.safe($0) + "\n" }.joined())
    }
}

import ArgumentParser
import Foundation
import RoostArtifactStore
import RoostClient
import RoostOperations

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a home of a backup.",
        discussion: "The home must be missing or empty, and no server may run on it. Start one there afterwards."
    )

    @Argument(help: "The archive that 'roost backup' wrote.", completion: .file(extensions: ["tar"]))
    var file: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let home = global.homeURL
        let report = try await Operations.restore(
            archive: URL(filePath: file),
            to: home,
            blobs: { try await FolderBlobs(folder: $0.appending(path: "blobs", directoryHint: .isDirectory)) }
        )
        let path = home.path(percentEncoded: false)
        try global.output.show(RestoreSummary(home: path, blobs: report.blobs, bytes: report.bytes))
        global.output.hint("roost serve --home \(path)")
    }
}

/// What came out of a backup.
struct RestoreSummary: Encodable, Details {
    let home: String
    let blobs: Int
    let bytes: Int64

    var fields: [Field] {
        [Field("home", home), Field("content", "\(ByteText(bytes)) in \(blobs) blobs")]
    }
}

import ArgumentParser
import Foundation
import RoostClient

struct ArtifactUpload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upload",
        abstract: "Add files or folders to an open version.",
        discussion: "What the server has already is not sent. An upload that was cut off goes on where it stopped."
    )

    @Argument(help: Names.version, transform: { try Reference($0) })
    var version: Reference

    @Argument(help: "Files, or folders with all that is in them.", completion: .file())
    var sources: [String]

    @Option(help: ArgumentHelp("The folder in the version to put them in.", valueName: "path"))
    var under: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let output = global.output
        let files = try sources.flatMap { try Self.files(at: URL(filePath: $0), under: under) }
        let line = ProgressLine(output)
        let digests = try await roost.upload(files.map(\.url), progress: line.transfer("uploading"))
        line.clear()
        let drafts = zip(files, digests).map { Artifact.Draft(path: $0.path, digest: $1) }
        try await roost.putArtifacts(drafts, in: version)
        let changed = try await roost.version(version)
        try output.show(changed, as: changed.summary)
        output.hint("roost versions seal \(changed.reference)")
    }

    private static func files(at source: URL, under folder: String?) throws -> [FolderContents.File] {
        let isFolder = (try? source.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true
        let found =
            isFolder
            ? try FolderContents(of: source).files
            : [FolderContents.File(path: try Artifact.Path(source.lastPathComponent), url: source)]
        guard let folder else { return found }
        return try found.map { file in
            FolderContents.File(path: try Artifact.Path("\(folder)/\(file.path)"), url: file.url)
        }
    }
}

import ArgumentParser
import Foundation
import RoostClient

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write everything the server keeps to one archive, while it runs.",
        discussion: "'roost restore' makes a home of it. Keep it as you keep the home itself."
    )

    @Argument(help: "The archive to write; it must not exist.", completion: .file(extensions: ["tar"]))
    var file: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let output = global.output
        let target = URL(filePath: file)
        guard !FileManager.default.fileExists(atPath: target.path(percentEncoded: false)) else {
            throw RoostError(.alreadyExists, "\(file) exists; name another file")
        }
        let line = ProgressLine(output)
        try await roost.backup(to: target, progress: line.transfer("backing up"))
        line.clear()
        let size = try FileManager.default.attributesOfItem(atPath: target.path(percentEncoded: false))[.size] as? Int64
        try output.show(BackupSummary(file: file, bytes: size ?? 0))
        output.hint("roost restore \(file) --home FOLDER")
    }
}

/// What a backup wrote.
struct BackupSummary: Encodable, Details {
    let file: String
    let bytes: Int64

    var fields: [Field] {
        [Field("backup", file), Field("size", ByteText(bytes))]
    }
}

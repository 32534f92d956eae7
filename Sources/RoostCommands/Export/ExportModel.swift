import ArgumentParser
import Foundation
import RoostClient
import RoostInference
import RoostThreads

struct ExportModel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Write a version as one file that other engines run.",
        discussion: """
            An .onnx file has its weights inside and standard operators only; its metadata tells the labels, how images \
            are prepared and how answers are read, so 'roost push' takes it back as it is. Weights that would not fit \
            into one (2 GiB) go into FILE.data beside it. A checkpoint's folder is exported without a server.
            """
    )

    @Argument(
        help: ArgumentHelp("A version, or a checkpoint's folder such as ./mine.", valueName: "version"),
        completion: .directory,
        transform: { try ExportOrigin($0) }
    )
    var origin: ExportOrigin

    @Option(help: "What to write: onnx.")
    var format = ExportFormat.onnx

    @Option(
        name: .customLong("static"),
        help: ArgumentHelp(
            "Fix batch, channels, height and width, such as 1x3x640x640.",
            discussion: "Images are then resized to that size exactly, whatever the aspect ratio.",
            valueName: "shape"
        ),
        transform: { try InputShape($0) }
    )
    var shape: InputShape?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where to write; MODEL-NUMBER.onnx here unless said.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    @Flag(help: "Replace a file that is there.")
    var force = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let line = ProgressLine(output)
        let exported: ExportedModel
        switch origin {
        case .folder(let folder):
            let name = folder.lastPathComponent
            let export = ONNXExport(folder: folder, name: name, shape: shape, program: Program.version)
            exported = try await write(export, to: file(named: name), line)
        case .version(let reference):
            exported = try await write(reference, line)
        }
        line.clear()
        exported.warnings.forEach { output.say("warning: \($0)") }
        if let data = exported.data {
            output.say("the weights do not fit into an .onnx file; keep \(data) beside it")
        }
        try output.show(exported, as: exported.fields)
        output.hint("roost push NAME \(exported.file)")
    }

    private func write(_ reference: Reference, _ line: ProgressLine) async throws -> ExportedModel {
        let roost = try global.connect()
        let version = try await roost.version(reference)
        let name = version.reference.description
        let file = try file(named: name.replacing(":", with: "-"))
        // Looked at now, before anything is fetched.
        try ONNXExport.check(file, replacing: force)
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "roost-export-\(UUID().uuidString)", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await roost.download(version.reference, to: folder, progress: line.transfer("downloading"))
        let export = ONNXExport(
            folder: folder,
            name: name,
            task: version.task.flatMap(ModelTask.init),
            shape: shape,
            program: Program.version
        )
        return try await write(export, to: file, line)
    }

    private func write(_ export: ONNXExport, to file: URL, _ line: ProgressLine) async throws -> ExportedModel {
        let replacing = force
        return try await BlockingThreads(label: "roost.export", count: 1).run {
            try export.write(to: file, replacing: replacing) { done, total in
                line.draw("writing \(ProgressLine.bar(Int64(done), of: Int64(total)))")
            }
        }
    }

    /// What `--output` says, a file of that folder if it is one.
    private func file(named name: String) throws -> URL {
        let name = "\(name).onnx"
        guard let output else { return URL(filePath: name) }
        let place = URL(filePath: output)
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: place.path(percentEncoded: false), isDirectory: &isFolder)
        return isThere && isFolder.boolValue ? place.appending(path: name) : place
    }
}

extension ExportedModel {
    fileprivate var fields: [Field] {
        [
            Field("file", file),
            Field("size", ByteText(Int64(size))),
            Field("weights", data),
            Field("weights size", dataSize.map { ByteText(Int64($0)).description }),
            Field("task", task?.rawValue),
            Field("architecture", architecture),
            Field("labels", labels.isEmpty ? nil : String(labels.count)),
            Field("inputs", inputs.joined(separator: "\n")),
            Field("outputs", outputs.joined(separator: "\n")),
        ]
    }
}

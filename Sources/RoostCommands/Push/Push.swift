import ArgumentParser
import Foundation
import RoostClient
import RoostHub
import RoostInference
import RoostThreads

struct Push: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a version of a checkpoint: upload what the server lacks, and record it.",
        discussion: """
            SOURCE is a Hugging Face folder (config.json with safetensors), an .onnx file, or hf:owner/name@revision. \
            The model is made if it is missing. Content the server has is not sent again, and an upload that was cut \
            off goes on where it stopped.
            """
    )

    @Argument(help: Names.model, transform: { try Model.Name($0) })
    var model: Model.Name

    @Argument(help: "A folder, an .onnx file, or hf:owner/name@revision.", completion: .file())
    var source: String

    @Option(help: "What the version is.")
    var description: String?

    @Option(
        name: .customLong("tag"),
        help: ArgumentHelp("A tag; repeat for more.", valueName: "key=value"),
        transform: { try TagArgument($0) }
    )
    var tags: [TagArgument] = []

    @Option(help: "What the model does, such as image-classification, when its files do not say.")
    var task: String?

    @Option(help: "The architecture or format, such as vit or onnx, when its files do not say.")
    var type: String?

    @Option(
        help: ArgumentHelp("A file with the names of the classes, one a line.", valueName: "file"),
        completion: .file()
    )
    var labels: String?

    @Flag(help: "Leave the version open, so that artifacts can be added before it is sealed.")
    var open = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let output = global.output
        let source = try PushSource(source)
        let labels = try labels.map { try LabelFile.read(URL(filePath: $0)) }
        let line = ProgressLine(output)
        let declared = try await declared(by: source)
        let version = try await push(source, roost, line) { draft in
            draft.task = draft.task ?? declared?.task?.rawValue
            if draft.labels.isEmpty { draft.labels = declared?.labels ?? [] }
            draft.description = description ?? draft.description
            draft.tags = try Tags(Dictionary(tags.map { ($0.key, $0.value) }) { _, last in last })
            draft.task = task ?? draft.task
            draft.type = type ?? draft.type
            draft.labels = labels ?? draft.labels
            draft.open = open
        }
        line.clear()
        if case .folder(let place) = source { await warn(of: place, output) }
        try output.show(version, as: version.summary)
        output.hint(
            open ? "roost artifacts upload \(version.reference) FILE" : "roost predict \(version.reference) IMAGE"
        )
    }

    /// What a plain ONNX model says of itself.
    private func declared(by source: PushSource) async throws -> DeclaredModel? {
        switch source {
        case .hub: nil
        case .folder(let place), .file(let place):
            try await BlockingThreads(label: "roost.look", count: 1).run { () throws(RoostError) in
                try DeclaredModel(at: place)
            }
        }
    }

    /// Says what is kept but cannot be run, and what to do about it.
    private func warn(of folder: URL, _ output: Output) async {
        do {
            _ = try await AdapterTable().adapter(for: folder)
        } catch {
            output.say("warning: the version is kept, but cannot be run natively: \(error.message)")
        }
    }

    private func push(
        _ source: PushSource,
        _ roost: Roost,
        _ line: ProgressLine,
        adjusting adjust: (inout Version.Draft) throws -> Void
    ) async throws -> Version {
        let progress = line.transfer("uploading")
        switch source {
        case .folder(let folder):
            return try await roost.push(folder: folder, to: model, adjusting: adjust, progress: progress)
        case .file(let file):
            return try await roost.push(file: file, to: model, adjusting: adjust, progress: progress)
        case .hub(let repository):
            let checkpoint = try await fetch(repository, line)
            let source = Version.Source(kind: .hub, location: repository.name, revision: checkpoint.commit)
            return try await roost.push(
                folder: checkpoint.folder,
                to: model,
                adjusting: { draft in
                    draft.source = source
                    try adjust(&draft)
                },
                progress: progress
            )
        }
    }

    /// Brings a checkpoint from the hub into the cache that all its tools share.
    private func fetch(_ repository: HubRepository, _ line: ProgressLine) async throws -> HubClient.Checkpoint {
        do {
            let hub = try HubClient(environment: ProcessInfo.processInfo.environment)
            return try await hub.checkpoint(repository) { progress in
                line.draw("fetching \(progress.file) \(ProgressLine.bar(progress.received, of: progress.size))")
            }
        } catch let error as HubError {
            throw RoostError(error)
        }
    }
}

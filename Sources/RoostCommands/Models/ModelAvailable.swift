import ArgumentParser
import RoostClient
import RoostInference

struct ModelAvailable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "available",
        abstract: "List the kinds of models that this program runs natively.",
        discussion: """
            A checkpoint of another kind can be kept, and runs once it is exported to ONNX; \
            docs/adding-an-architecture.md shows how to add one.
            """
    )

    @Option(help: "Only what can do that: \(ModelTask.allCases.map(\.rawValue).joined(separator: ", ")).")
    var task: ModelTask?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try global.output.show(SupportedModel.all(for: task), empty: "nothing can do that")
        if !global.json {
            global.output.say("a checkpoint is \(HuggingFaceAdapter.requirement); --json tells the files of each")
        }
        global.output.hint("roost push NAME FOLDER")
    }
}

extension SupportedModel: Row {
    static var columns: [String] { ["architecture", "class", "tasks", "processor", "notes"] }

    var cells: [String] {
        [
            architecture,
            className ?? "-",
            tasks.map(\.rawValue).joined(separator: ", "),
            processor ?? "-",
            notes,
        ]
    }
}

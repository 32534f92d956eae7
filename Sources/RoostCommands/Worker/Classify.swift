import ArgumentParser
import Foundation
import RoostClient
import RoostExecutor
import RoostInference
import RoostONNXRuntime

/// Classifies images with a checkpoint folder, in this process and without a server.
struct Classify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Classify local images with a local checkpoint, without a server.",
        discussion: "Prints a line per image: its path, the label and the score, separated by tabs."
    )

    @Argument(help: "The checkpoint's folder.", completion: .directory)
    var checkpoint: String

    @Argument(help: "Images, or folders of them.", completion: .file())
    var images: [String]

    @Option(help: "How many labels an image gets.")
    var top = 1

    @Option(help: "How many images the model sees at once.")
    var batch = 8

    @Option(help: "How many threads a run computes with; all processors by default.")
    var threads: Int?

    @Flag(help: "Copy the weights into the layout that computes fastest, instead of mapping the file.")
    var prepack = false

    @Flag(help: "Print a JSON object per image.")
    var json = false

    @Flag(help: "Print on standard error how long loading and predicting took, and the peak memory.")
    var stats = false

    func validate() throws {
        guard top > 0, batch > 0, threads ?? 1 > 0 else {
            throw ValidationError("--top, --batch and --threads count from 1")
        }
    }

    func run() async throws {
        var options = SessionOptions(weights: prepack ? .prepacked : .mapped)
        if let threads { options.threads = threads }
        let engine = try NativeLibrary.engine(options: options, batchSize: batch)
        let prediction = LocalPrediction(folder: URL(filePath: checkpoint), engine: engine)
        let files = try ImageFiles.find(images)
        let (progress, timing) = try await prediction.run(
            files,
            top: top,
            warn: { Console.standard.write("warning: \(Output.safe($0))\n", .talk) },
            write: { [json] answers in
                for (file, prediction) in answers {
                    Console.standard.write(try ClassifiedImage(file, prediction).line(json: json), .data)
                }
            }
        )
        if stats {
            Console.standard.write(try Statistics(progress: progress, timing: timing).line(), .talk)
        }
        guard progress.failed == 0 else {
            throw RoostError(.corrupted, "\(progress.failed) of \(progress.done) images could not be classified")
        }
    }
}

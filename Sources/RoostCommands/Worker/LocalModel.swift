import ArgumentParser
import Foundation
import RoostClient
import RoostExecutor
import RoostInference
import RoostONNXRuntime

/// What commands share that put local images to a local model, in this process and without a server.
struct LocalModel: ParsableArguments {
    @Argument(help: "The checkpoint's folder.", completion: .directory)
    var checkpoint: String

    @Argument(help: "Images, or folders of them.", completion: .file())
    var images: [String]

    @Option(help: "How many images the model sees at once.")
    var batch: Int?

    @Option(help: "How many threads a run computes with; all processors by default.")
    var threads: Int?

    @Flag(help: "Copy the weights into the layout that computes fastest, instead of mapping the file.")
    var prepack = false

    @Flag(help: "Print a JSON object per image.")
    var json = false

    @Flag(help: "Print on standard error how long loading and predicting took, and the peak memory.")
    var stats = false

    func validate() throws {
        guard batch ?? 1 > 0, threads ?? 1 > 0 else {
            throw ValidationError("--batch and --threads count from 1")
        }
    }

    /// Predicts all images and prints `line` of each.
    ///
    /// - Parameters:
    ///   - top: how many labels an image gets, where images are classified.
    ///   - answers: what is wanted of what is found in an image.
    ///   - line: what to print.
    /// - Throws: What is wrong with the model; at the end, how many images could not be read or predicted.
    func run(
        top: Int = 1,
        answers: AnswerOptions = AnswerOptions(),
        line: @escaping @Sendable (URL, Prediction) throws -> String
    ) async throws {
        var session = SessionOptions(weights: prepack ? .prepacked : .mapped)
        if let threads { session.threads = threads }
        let engine = try NativeLibrary.engine(options: session, batchSize: batch)
        let prediction = LocalPrediction(folder: URL(filePath: checkpoint), engine: engine)
        let (progress, timing) = try await prediction.run(
            try ImageFiles.find(images),
            top: top,
            answers: answers,
            warn: { Console.standard.write("warning: \(Output.safe($0))\n", .talk) },
            write: { answers in
                for (file, prediction) in answers { Console.standard.write(try line(file, prediction), .data) }
            }
        )
        if stats {
            Console.standard.write(try Statistics(progress: progress, timing: timing).line(), .talk)
        }
        guard progress.failed == 0 else {
            throw RoostError(.corrupted, "\(progress.failed) of \(progress.done) images could not be predicted")
        }
    }
}

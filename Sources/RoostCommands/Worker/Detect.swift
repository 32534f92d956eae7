import ArgumentParser
import Foundation
import RoostClient

/// Finds objects in images with a checkpoint folder, in this process and without a server.
struct Detect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find objects in local images with a local checkpoint, without a server.",
        discussion: """
            Prints a line per object: the image's path, the label, the score, and the box's left, top, width and height \
            in pixels, separated by tabs. A box may reach over the image's edge.
            """
    )

    @OptionGroup var model: LocalModel

    @Option(help: "Objects must be surer than this, 0 to 1.")
    var threshold = 0.5

    func run() async throws {
        let answers = try AnswerOptions(task: .objectDetection, threshold: threshold)
        try await model.run(answers: answers) { [json = model.json] file, prediction in
            try LocalAnswer(file, prediction).text(json: json) { $0.geometry.sides }
        }
    }
}

import ArgumentParser
import Foundation
import RoostClient

/// Finds which pixels are what with a checkpoint folder, in this process and without a server.
struct Segment: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find segments in local images with a local checkpoint, without a server.",
        discussion: """
            Prints a line per segment: the image's path, the label, the score, and how many pixels it has, separated by \
            tabs; '-' for what there is none of. --json has the masks too.
            """
    )

    @OptionGroup var model: LocalModel

    @OptionGroup var answers: AnswerArguments

    @Flag(help: "Polygons instead of masks.")
    var outlines = false

    func run() async throws {
        let answers = try answers.options(outlines: outlines) ?? AnswerOptions()
        try await model.run(answers: answers) { [json = model.json] file, prediction in
            try LocalAnswer(file, prediction).text(json: json) { [$0.geometry.pixelCount] }
        }
    }
}

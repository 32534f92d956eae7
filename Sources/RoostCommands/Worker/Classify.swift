import ArgumentParser
import Foundation
import RoostClient

/// Classifies images with a checkpoint folder, in this process and without a server.
struct Classify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Classify local images with a local checkpoint, without a server.",
        discussion: "Prints a line per image: its path, the label and the score, separated by tabs."
    )

    @OptionGroup var model: LocalModel

    @Option(help: "How many labels an image gets.")
    var top = 1

    func validate() throws {
        guard top > 0 else { throw ValidationError("--top counts from 1") }
    }

    func run() async throws {
        try await model.run(top: top) { [json = model.json] file, prediction in
            try LocalAnswer(file, prediction).text(json: json)
        }
    }
}

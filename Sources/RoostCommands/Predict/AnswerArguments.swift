import ArgumentParser
import RoostClient

/// What is wanted of a detector's or segmenter's answers.
struct AnswerArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Which of the things the model can do: \(ModelTask.allCases.map(\.rawValue).joined(separator: ", ")).",
            discussion: "What the version is for unless said."
        )
    )
    var task: ModelTask?

    @Option(help: "Objects must be surer than this, 0 to 1; 0.5 unless said.")
    var threshold: Double?

    @Option(help: "From which probability a pixel belongs to a mask, 0 to 1; 0.5 unless said.")
    var maskThreshold: Double?

    @Option(help: "How much of a panoptic segment must be left, 0 to 1; 0.8 unless said.")
    var overlapThreshold: Double?

    func validate() throws {
        for threshold in [threshold, maskThreshold, overlapThreshold].compactMap({ $0 })
        where !(0...1).contains(threshold) {
            throw ValidationError("A threshold lies between 0 and 1, not at \(threshold).")
        }
    }

    /// `nil` when nothing was said.
    func options(outlines: Bool = false) throws -> AnswerOptions? {
        let options = try AnswerOptions(
            task: task,
            threshold: threshold,
            maskThreshold: maskThreshold,
            overlapThreshold: overlapThreshold,
            outlines: outlines ? true : nil
        )
        return options == AnswerOptions() ? nil : options
    }
}

extension ModelTask: ExpressibleByArgument {}

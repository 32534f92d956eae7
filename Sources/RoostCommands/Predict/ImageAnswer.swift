import Foundation
import RoostClient

/// What a version says about one image somebody named.
struct ImageAnswer: Encodable {
    /// As it was typed.
    let path: String
    /// The most confident first.
    let annotations: [Annotation.Draft]
    /// Why there are none.
    let failure: String?

    init(path: String, prediction: Prediction) {
        self.path = path
        annotations = prediction.annotations
        failure = prediction.failure
    }

    /// Answers to standard output, a line each; failures to standard error.
    static func show(_ answers: [ImageAnswer], on output: Output) throws {
        guard !output.json else { return try output.print(json: answers) }
        let lines = answers.flatMap(\.lines)
        if !lines.isEmpty { output.print(lines.joined()) }
        for answer in answers {
            guard let failure = answer.failure else { continue }
            output.say("roost: \(answer.path): \(failure)")
        }
    }

    /// `path<TAB>label<TAB>score`, and of a shape the box around it; a tab in a name would be another column, so it is
    /// shown as a replacement.
    var lines: [String] {
        annotations.map { annotation in
            let score = annotation.score.map { String(format: "%.4f", $0) } ?? ""
            let box = annotation.geometry.boundingBox.map(\.words)
            return ([path, annotation.label, score] + [box].compactMap { $0 }).map { Output.safe($0) }.joined(
                separator: "\t"
            ) + "\n"
        }
    }
}

extension Geometry.Box {
    /// `x,y,width,height` in pixels.
    var words: String { [x, y, width, height].map { String(format: "%.1f", $0) }.joined(separator: ",") }
}

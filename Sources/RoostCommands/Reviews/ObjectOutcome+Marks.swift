import Foundation
import RoostClient
import RoostImaging

extension ObjectOutcome {
    /// The object in white dashes and the answer in its label's colour, each with what is to be read about it.
    func marks(in colors: LabelColors) -> [Mark] {
        var marks: [Mark] = []
        if let shape = truthGeometry?.shape {
            let caption = predictedGeometry == nil ? truth.map { "\(kind.rawValue): \($0)" } : nil
            marks.append(Mark(shape, color: .white, style: .dashed, caption: caption))
        }
        if let predicted, let shape = predictedGeometry?.shape {
            let other = truth.flatMap { $0 == predicted ? nil : "not \($0)" }
            let words = [predicted, score.map { String(format: "%.2f", $0) }, other].compactMap(\.self)
            marks.append(Mark(shape, color: colors[predicted], caption: words.joined(separator: " ")))
        }
        return marks
    }
}

import Foundation
import RoostEntities

/// What one item's probabilities say, with and without its label.
package struct Score: Sendable {
    /// The most probable class, the first of equals.
    package let predicted: Int
    package let confidence: Float
    /// 0 for a label that the version does not know.
    package let truthProbability: Float
    /// The label's place by falling probability, 1 for the most probable.
    ///
    /// Equals stand in the order of the classes. `nil` for a label that the version does not know.
    package let truthRank: Int?
    let isNormalized: Bool
    let logLoss: Double
    let brier: Double
    let probabilities: [Float]

    /// How far from 1 the probabilities may sum, for they were rounded to 32 bits.
    private static let tolerance = 1e-3

    /// Judges probabilities, one of each class.
    ///
    /// - Throws: `failedPrecondition` when one of them is not within 0 to 1.
    init(_ probabilities: [Float], truth: Int?, of item: String) throws(RoostError) {
        var (best, sum, squares) = (0, 0.0, 0.0)
        var isValid = true
        for (index, probability) in probabilities.enumerated() {
            // False for what is not a number.
            isValid = isValid && probability >= 0 && probability <= 1
            if probability > probabilities[best] { best = index }
            let value = Double(probability)
            sum += value
            squares += value * value
        }
        guard isValid else {
            let wrong = probabilities.first { !($0 >= 0 && $0 <= 1) } ?? .nan
            throw RoostError(
                .failedPrecondition,
                "the version answered \(wrong) for \(quoted(item)), which is no probability: they are 0 to 1; check how "
                    + "it scores its outputs, and its weights"
            )
        }
        self.probabilities = probabilities
        predicted = best
        confidence = probabilities[best]
        isNormalized = abs(sum - 1) <= Self.tolerance
        guard let truth else {
            truthProbability = 0
            truthRank = nil
            logLoss = -log(Double.ulpOfOne)
            brier = squares + 1
            return
        }
        let probability = probabilities[truth]
        truthProbability = probability
        truthRank =
            1 + probabilities[..<truth].count { $0 >= probability }
            + probabilities[(truth + 1)...].count { $0 > probability }
        // Clipped as scikit-learn does, so that one certain mistake costs 36 and not infinity.
        logLoss = -log(min(1 - Double.ulpOfOne, max(Double.ulpOfOne, Double(probability))))
        brier =
            squares - Double(probability) * Double(probability) + (1 - Double(probability)) * (1 - Double(probability))
    }
}

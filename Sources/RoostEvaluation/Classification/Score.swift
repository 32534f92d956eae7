import Foundation

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

    /// The log loss of a label that has this probability, in nats.
    ///
    /// Clipped as scikit-learn does, so that one certain mistake costs 36 and not infinity.
    static func logLoss(_ probability: Double) -> Double {
        -log(min(1 - Double.ulpOfOne, max(Double.ulpOfOne, probability)))
    }

    /// Judges probabilities of 0 to 1, one of each class, of an item whose label is the class `truth`, if any.
    init(_ probabilities: [Float], truth: Int?) {
        var (best, sum, squares) = (0, 0.0, 0.0)
        for (index, probability) in probabilities.enumerated() {
            if probability > probabilities[best] { best = index }
            let value = Double(probability)
            sum += value
            squares += value * value
        }
        self.probabilities = probabilities
        predicted = best
        confidence = probabilities[best]
        isNormalized = abs(sum - 1) <= Self.tolerance
        guard let truth else {
            truthProbability = 0
            truthRank = nil
            logLoss = Self.logLoss(0)
            brier = squares + 1
            return
        }
        let probability = probabilities[truth]
        truthProbability = probability
        truthRank =
            1 + probabilities[..<truth].count { $0 >= probability }
            + probabilities[(truth + 1)...].count { $0 > probability }
        logLoss = Self.logLoss(Double(probability))
        brier =
            squares - Double(probability) * Double(probability) + (1 - Double(probability)) * (1 - Double(probability))
    }
}

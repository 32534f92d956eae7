import Foundation
import RoostHuggingFace

/// How a classifier's raw outputs become confidences, as the image-classification pipeline of `transformers` does it.
package enum Scoring: String, Hashable, Sendable, Codable, CaseIterable {
    /// One of the labels is right: the confidences add up to 1.
    case softmax
    /// Each label is right or not by itself.
    case sigmoid
    /// The outputs are confidences already.
    case none

    /// One confidence for each output.
    package func scores(of outputs: some Collection<Float>) -> [Double] {
        switch self {
        case .none:
            return outputs.map(Double.init)
        case .sigmoid:
            return outputs.map { 1 / (1 + exp(-Double($0))) }
        case .softmax:
            // Without the largest, none of the exponentials can overflow.
            let largest = Double(outputs.max() ?? 0)
            let exponentials = outputs.map { exp(Double($0) - largest) }
            let sum = exponentials.reduce(0, +)
            return exponentials.map { $0 / sum }
        }
    }
}

extension Scoring {
    init(_ scoring: CheckpointGraph.Scoring) {
        switch scoring {
        case .softmax: self = .softmax
        case .sigmoid: self = .sigmoid
        }
    }
}

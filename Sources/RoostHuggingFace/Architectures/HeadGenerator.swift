import Foundation

/// Draws the parameters of a new head.
///
/// SplitMix64 (Steele, Lea, Flood 2014) gives 64 random bits at a time; the upper 53 make a number in [0, 1). Normal
/// numbers come in pairs from the Box–Muller transform. Drawn in row-major order: weights, then biases.
struct HeadGenerator {
    private var state: UInt64
    private var spare: Double?

    init(seed: UInt64) {
        state = seed
    }

    mutating func parameters(_ head: ClassificationHead, labels: Int) -> (weights: [Float], biases: [Float]) {
        let count = labels * head.features
        switch head.initialization {
        case .normal(let std):
            let weights = (0..<count).map { _ in Float(normal() * std) }
            return (weights, [Float](repeating: 0, count: labels))
        case .uniform:
            let bound = 1 / Double(head.features).squareRoot()
            let weights = (0..<count).map { _ in Float((2 * uniform() - 1) * bound) }
            return (weights, (0..<labels).map { _ in Float((2 * uniform() - 1) * bound) })
        }
    }

    /// In [0, 1).
    mutating func uniform() -> Double {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        bits ^= bits >> 31
        return Double(bits >> 11) * 0x1p-53
    }

    /// With mean 0 and variance 1.
    mutating func normal() -> Double {
        if let spare {
            self.spare = nil
            return spare
        }
        let radius = (-2 * log(1 - uniform())).squareRoot()
        let angle = 2 * Double.pi * uniform()
        spare = radius * sin(angle)
        return radius * cos(angle)
    }
}

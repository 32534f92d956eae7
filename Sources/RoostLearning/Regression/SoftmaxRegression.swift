import RoostEntities
import RoostONNXRuntime
import RoostTensors

/// Multinomial logistic regression on features, as a function of its parameters to be minimised.
///
/// The value is the mean of the items' cross-entropies, each weighted with what the item counts, and half of `l2` times
/// the sum of the squared weights. Intercepts are not penalised. This is what scikit-learn's `LogisticRegression`
/// minimises with `C = 1 / (l2 · sum of sample weights)`.
///
/// Parameters are a row a label: a weight a feature, then the intercept. Products of matrices are float32, computed by
/// ONNX Runtime block by block; they are summed up in double precision in an order that does not depend on the number
/// of threads (``RowBlocks``), so the same parameters always give the same bits.
package struct SoftmaxRegression: Sendable {
    /// A value with what it was made of.
    package struct Evaluation: Sendable {
        package let sample: Sample
        package let scores: RowScores
    }

    /// Parameters take this many bytes at most, as `Double`.
    private static let maximumParameters = 32 << 20

    package let matrix: FeatureMatrix
    package let labelCount: Int
    /// What each row counts; those that count nothing are not learnt from.
    package let weights: [Float]
    private let targets: [Int64]
    private let l2: Double
    private let intercept: Bool
    private let totalWeight: Double
    private let blocks: RowBlocks
    private let learning: Session
    private let scoring: Session

    package var parameterCount: Int { labelCount * matrix.width }

    /// - Parameters:
    ///   - matrix: the items' features.
    ///   - targets: the number of each item's label; of those that count nothing, any that is a label.
    ///   - weights: what each item counts, 0 or more.
    ///   - labelCount: how many labels there are.
    ///   - l2: how much large weights are penalised.
    ///   - intercept: whether labels may be likely by themselves.
    ///   - runtime: computes.
    /// - Throws: ``RoostError`` when the numbers do not fit each other or are too many.
    package init(
        _ matrix: FeatureMatrix,
        targets: [Int],
        weights: [Float],
        labelCount: Int,
        l2: Double,
        intercept: Bool,
        on runtime: Runtime
    ) async throws(RoostError) {
        guard targets.count == matrix.rowCount, weights.count == matrix.rowCount,
            targets.allSatisfy({ (0..<labelCount).contains($0) }), weights.allSatisfy({ $0 >= 0 && $0.isFinite })
        else {
            throw RoostError(.invalidArgument, "each item needs a label's number below \(labelCount) and a weight")
        }
        let total = weights.reduce(0) { $0 + Double($1) }
        guard total > 0 else { throw RoostError(.failedPrecondition, "there is no item to learn from") }
        guard labelCount >= 2, labelCount <= Self.maximumParameters / matrix.width else {
            throw RoostError(
                .tooLarge,
                "\(labelCount) labels of \(matrix.width) numbers cannot be learnt: give 2 labels or more, and "
                    + "\(Self.maximumParameters) numbers at most"
            )
        }
        self.matrix = matrix
        self.labelCount = labelCount
        self.weights = weights
        self.targets = targets.map(Int64.init)
        self.l2 = l2
        self.intercept = intercept
        totalWeight = total
        blocks = RowBlocks(
            rowCount: matrix.rowCount,
            labels: labelCount,
            resultSize: labelCount * matrix.width
        )
        learning = try await runtime.sessionForLearning(
            SoftmaxGraph.regression(labels: labelCount, width: matrix.width, gradient: true)
        )
        scoring = try await runtime.sessionForLearning(
            SoftmaxGraph.regression(labels: labelCount, width: matrix.width, gradient: false)
        )
    }

    /// Value and gradient, and how well each item is told.
    ///
    /// Blocks.
    ///
    /// - Throws: ``RoostError`` when the result is not finite.
    package func evaluate(_ parameters: [Double]) throws -> Evaluation {
        let rounded = parameters.map { Float($0) }
        let lanes = try Lanes.map(blocks.lanes.count) { lane in
            var sum = LaneSum(gradientSize: parameterCount)
            for block in blocks.lanes[lane] { try add(block, rounded, to: &sum, with: learning) }
            return sum
        }
        let scores = scores(of: lanes)
        var gradient = [Double](repeating: 0, count: parameterCount)
        for lane in lanes { gradient.add(1 / totalWeight, lane.gradient) }
        var value = scores.mean(weights)?.loss ?? .nan
        let width = matrix.width
        for index in gradient.indices {
            if index % width < width - 1 {
                value += 0.5 * l2 * parameters[index] * parameters[index]
                gradient[index] += l2 * parameters[index]
            } else if !intercept {
                gradient[index] = 0
            }
        }
        guard value.isFinite, gradient.largestMagnitude.isFinite else {
            throw RoostError(.failedPrecondition, "the fit ran into numbers that are not finite; raise l2")
        }
        return Evaluation(sample: Sample(value: value, gradient: gradient), scores: scores)
    }

    /// How well each item is told.
    ///
    /// Blocks.
    package func score(_ parameters: [Double]) throws -> RowScores {
        let rounded = parameters.map { Float($0) }
        let lanes = try Lanes.map(blocks.lanes.count) { lane in
            var sum = LaneSum(gradientSize: 0)
            for block in blocks.lanes[lane] { try add(block, rounded, to: &sum, with: scoring) }
            return sum
        }
        return scores(of: lanes)
    }

    /// What a lane has come to.
    private struct LaneSum: Sendable {
        var losses: [Float] = []
        var hits: [Bool] = []
        var gradient: [Double]
        /// Of the last block.
        var slope: [Float]

        init(gradientSize: Int) {
            gradient = [Double](repeating: 0, count: gradientSize)
            slope = [Float](repeating: 0, count: gradientSize)
        }
    }

    private func scores(of lanes: [LaneSum]) -> RowScores {
        RowScores(losses: lanes.flatMap(\.losses), hits: lanes.flatMap(\.hits))
    }

    private func add(
        _ rows: Range<Int>,
        _ parameters: [Float],
        to sum: inout LaneSum,
        with session: Session
    ) throws {
        let column = try Shape([rows.count, 1])
        let square = try Shape([labelCount, matrix.width])
        var likelihoods = [Float](repeating: 0, count: rows.count)
        var best = [Int64](repeating: 0, count: rows.count)
        try parameters.withUnsafeBytes { parameters in
            try targets[rows].withUnsafeBytes { targets in
                try weights[rows].withUnsafeBytes { weights in
                    try likelihoods.withUnsafeMutableBytes { likelihoods in
                        try best.withUnsafeMutableBytes { best in
                            try sum.slope.withUnsafeMutableBytes { slope in
                                let x = try TensorMemory(
                                    reading: .float32,
                                    Shape([rows.count, matrix.width]),
                                    matrix.rows(rows)
                                )
                                let w = try TensorMemory(reading: .float32, square, parameters)
                                let t = try TensorMemory(reading: .int64, column, targets)
                                let l = try TensorMemory(.float32, column, likelihoods)
                                let b = try TensorMemory(.int64, column, best)
                                if slope.isEmpty {
                                    try session.run(
                                        inPlace: [
                                            SoftmaxGraph.features: x, SoftmaxGraph.parameters: w,
                                            SoftmaxGraph.targets: t,
                                        ],
                                        into: [SoftmaxGraph.logLikelihood: l, SoftmaxGraph.best: b]
                                    )
                                } else {
                                    let s = try TensorMemory(reading: .float32, column, weights)
                                    let g = try TensorMemory(.float32, square, slope)
                                    try session.run(
                                        inPlace: [
                                            SoftmaxGraph.features: x, SoftmaxGraph.parameters: w,
                                            SoftmaxGraph.targets: t, SoftmaxGraph.weights: s,
                                        ],
                                        into: [
                                            SoftmaxGraph.logLikelihood: l, SoftmaxGraph.best: b,
                                            SoftmaxGraph.gradient: g,
                                        ]
                                    )
                                }
                            }
                        }
                    }
                }
            }
        }
        sum.losses += likelihoods.map { -$0 }
        sum.hits += zip(best, targets[rows]).map { $0 == $1 }
        for index in sum.gradient.indices { sum.gradient[index] += Double(sum.slope[index]) }
    }
}

import RoostEntities
import RoostONNXRuntime
import RoostTensors

/// A guess at the inverse Hessian of ``SoftmaxRegression`` that makes L-BFGS need several times fewer steps.
///
/// With all parameters zero the Hessian is exactly `(I - 11ᵀ/k)/k ⊗ XᵀSX/n` and the penalty: that of Böhning
/// (*Multinomial logistic regression algorithm*, Annals of the Institute of Statistical Mathematics 44, 1992) with `1/k`
/// in place of the `1/2` that makes his a bound for all parameters. The gradients of the labels add up to nothing, so on
/// them the first factor is `1/k`, and what is inverted is one matrix of features by features for all labels. L-BFGS
/// scales it, and learns what it misses.
struct Preconditioner: Sendable {
    /// Beyond this many features the matrix is not worth its price.
    private static let maximumWidth = 4096
    /// The matrix is taken from this many times as many items as features, if there are more.
    private static let itemsPerFeature = 4
    /// Added to the diagonal, as a part of its mean, so that features that depend on each other do no harm.
    private static let ridge = 1e-6

    private let labelCount: Int
    private let width: Int
    /// `[width, width]`: the inverse of the matrix's Cholesky factor.
    private let factor: [Float]
    private let session: Session

    /// - Returns: `nil` where plain L-BFGS is better.
    init?(
        _ matrix: FeatureMatrix,
        weights: [Float],
        labelCount: Int,
        l2: Double,
        on runtime: Runtime
    ) async throws {
        let width = matrix.width
        // Making the factor costs about width³, an evaluation rows * width * labels.
        guard width <= Self.maximumWidth, width * width / 256 <= matrix.rowCount * labelCount else { return nil }
        let moments = try await Self.moments(matrix, weights, on: runtime)
        var curvature = moments.sum
        let scale = 1 / (moments.weight * Double(labelCount))
        for index in curvature.indices { curvature[index] *= scale }
        let trace = (0..<width).reduce(0) { $0 + curvature[$1 * (width + 1)] }
        let ridge = Self.ridge * trace / Double(width)
        for row in 0..<width { curvature[row * (width + 1)] += ridge + (row < width - 1 ? l2 : 0) }
        guard ridge > 0, let inverse = Cholesky.inverseFactor(of: curvature, order: width) else { return nil }
        factor = inverse.map { Float($0) }
        guard factor.allSatisfy(\.isFinite) else { return nil }
        self.labelCount = labelCount
        self.width = width
        session = try await runtime.sessionForLearning(SoftmaxGraph.whitening(labels: labelCount, width: width))
    }

    /// Blocks.
    func apply(_ vector: [Double]) throws -> [Double] {
        let rounded = vector.map { Float($0) }
        var result = [Float](repeating: 0, count: vector.count)
        let shape = try Shape([labelCount, width])
        let square = try Shape([width, width])
        try rounded.withUnsafeBytes { rounded in
            try factor.withUnsafeBytes { factor in
                try result.withUnsafeMutableBytes { result in
                    try session.run(
                        inPlace: [
                            SoftmaxGraph.parameters: TensorMemory(reading: .float32, shape, rounded),
                            SoftmaxGraph.features: TensorMemory(reading: .float32, square, factor),
                        ],
                        into: [SoftmaxGraph.product: TensorMemory(.float32, shape, result)]
                    )
                }
            }
        }
        return result.map(Double.init)
    }

    /// The weighted sum of the items' outer products, over blocks spread evenly, and the weights' sum.
    private static func moments(
        _ matrix: FeatureMatrix,
        _ weights: [Float],
        on runtime: Runtime
    ) async throws -> (sum: [Double], weight: Double) {
        let width = matrix.width
        let session = try await runtime.sessionForLearning(SoftmaxGraph.secondMoments(width: width))
        let all = RowBlocks(rowCount: matrix.rowCount, labels: width, resultSize: width * width).lanes.flatMap { $0 }
        let wanted = min(all.count, max(1, itemsPerFeature * width / max(1, all[0].count)))
        let blocks = (0..<wanted).map { all[$0 * all.count / wanted] }
        let laneCount = min(4, wanted)
        let lanes = try Lanes.map(laneCount) { lane in
            var sum = [Double](repeating: 0, count: width * width)
            var product = [Float](repeating: 0, count: width * width)
            for rows in blocks[lane * wanted / laneCount..<(lane + 1) * wanted / laneCount] {
                try product.withUnsafeMutableBytes { product in
                    try weights[rows].withUnsafeBytes { weights in
                        try session.run(
                            inPlace: [
                                SoftmaxGraph.features: TensorMemory(
                                    reading: .float32,
                                    Shape([rows.count, width]),
                                    matrix.rows(rows)
                                ),
                                SoftmaxGraph.weights: TensorMemory(
                                    reading: .float32,
                                    Shape([rows.count, 1]),
                                    weights
                                ),
                            ],
                            into: [
                                SoftmaxGraph.product: TensorMemory(.float32, Shape([width, width]), product)
                            ]
                        )
                    }
                }
                for index in sum.indices { sum[index] += Double(product[index]) }
            }
            return sum
        }
        var sum = [Double](repeating: 0, count: width * width)
        for lane in lanes { sum.add(1, lane) }
        let weight = blocks.reduce(0.0) { total, rows in
            total + weights[rows].reduce(0.0) { $0 + Double($1) }
        }
        return (sum, weight)
    }
}

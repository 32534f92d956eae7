/// The factor of a symmetric positive definite matrix, and its inverse.
enum Cholesky {
    /// The inverse of the lower triangular `L` with `L Lᵀ = matrix`.
    ///
    /// - Parameters:
    ///   - matrix: `order * order` numbers, of which the lower triangle is read.
    ///   - order: rows and columns.
    /// - Returns: the inverse, row by row; `nil` when the matrix is not positive definite.
    static func inverseFactor(of matrix: [Double], order: Int) -> [Double]? {
        guard let factor = factor(of: matrix, order: order) else { return nil }
        return inverse(ofLower: factor, order: order)
    }

    /// Row by row (Cholesky–Banachiewicz), so that all sums are over neighbours in memory.
    private static func factor(of matrix: [Double], order: Int) -> [Double]? {
        var factor = matrix
        let isDefinite = factor.withUnsafeMutableBufferPointer { l in
            for row in 0..<order {
                let a = row * order
                for column in 0..<row {
                    let b = column * order
                    l[a + column] = (l[a + column] - dot(l, a, b, column)) / l[b + column]
                }
                let pivot = l[a + row] - dot(l, a, a, row)
                guard pivot > 0, pivot.isFinite else { return false }
                l[a + row] = pivot.squareRoot()
                for column in row + 1..<max(order, row + 1) { l[a + column] = 0 }
            }
            return true
        }
        return isDefinite ? factor : nil
    }

    /// By forward substitution with all columns at once: row `i` is a combination of the rows above it.
    private static func inverse(ofLower factor: [Double], order: Int) -> [Double] {
        var inverse = [Double](repeating: 0, count: order * order)
        inverse.withUnsafeMutableBufferPointer { x in
            factor.withUnsafeBufferPointer { l in
                for row in 0..<order {
                    let target = row * order
                    for above in 0..<row {
                        let factor = -l[target + above]
                        let source = above * order
                        for column in 0...above { x[target + column] += factor * x[source + column] }
                    }
                    let pivot = 1 / l[target + row]
                    for column in 0..<row { x[target + column] *= pivot }
                    x[target + row] = pivot
                }
            }
        }
        return inverse
    }

    private static func dot(_ l: UnsafeMutableBufferPointer<Double>, _ a: Int, _ b: Int, _ count: Int) -> Double {
        var strands = SIMD8<Double>.zero
        let whole = count & ~7
        for start in stride(from: 0, to: whole, by: 8) {
            var x = SIMD8<Double>.zero
            var y = SIMD8<Double>.zero
            for lane in 0..<8 {
                x[lane] = l[a + start + lane]
                y[lane] = l[b + start + lane]
            }
            strands += x * y
        }
        var sum = strands.sum()
        for index in whole..<max(whole, count) { sum += l[a + index] * l[b + index] }
        return sum
    }
}

import Testing

@testable import RoostLearning

struct CholeskyTests {
    /// `inverseᵀ * inverse * matrix` is one when `inverse` is the inverse of the matrix's factor.
    @Test(arguments: [1, 2, 9, 40]) func `the inverse factor undoes the matrix`(_ order: Int) throws {
        let matrix = (0..<order * order).map { place -> Double in
            let (row, column) = (place / order, place % order)
            return row == column ? Double(order) : 1 / Double(1 + row + column)
        }
        let inverse = try #require(Cholesky.inverseFactor(of: matrix, order: order))
        func product(_ a: (Int, Int) -> Double, _ b: (Int, Int) -> Double, _ row: Int, _ column: Int) -> Double {
            (0..<order).reduce(0) { $0 + a(row, $1) * b($1, column) }
        }
        let factor = { (row: Int, column: Int) in inverse[row * order + column] }
        let square = { (row: Int, column: Int) in product({ factor($1, $0) }, factor, row, column) }
        for row in 0..<order {
            for column in 0..<order {
                let unit = product(square, { matrix[$0 * order + $1] }, row, column)
                #expect(abs(unit - (row == column ? 1 : 0)) < 1e-9)
            }
        }
    }

    @Test(arguments: [[0, 0, 0, 0], [1, 2, 2, 1], [.nan, 0, 0, 1]] as [[Double]])
    func `a matrix that is not positive definite has none`(_ matrix: [Double]) {
        #expect(Cholesky.inverseFactor(of: matrix, order: 2) == nil)
    }
}

import Testing

@testable import RoostLearning

/// On functions whose minima are known: Moré, Garbow and Hillstrom, *Testing Unconstrained Optimization Software* (1981).
struct LBFGSTests {
    private static let settings = LBFGS.Settings(tolerance: 1e-9)

    /// Goes on until it ends, 1,000 iterations at most.
    private func minimum(
        of function: ([Double]) -> Sample,
        from start: [Double],
        _ settings: LBFGS.Settings = Self.settings
    ) throws -> LBFGS {
        var search = LBFGS(settings, at: start, function(start))
        for _ in 0..<1000 where try search.advance(function) != .moved { break }
        return search
    }

    private func rosenbrock(_ x: [Double]) -> Sample {
        let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
        return Sample(value: a * a + 100 * b * b, gradient: [-2 * a - 400 * x[0] * b, 200 * b])
    }

    @Test func `Rosenbrock's valley is followed to its end`() throws {
        let search = try minimum(of: rosenbrock, from: [-1.2, 1])
        #expect(abs(search.point[0] - 1) < 1e-8)
        #expect(abs(search.point[1] - 1) < 1e-8)
        #expect(search.iteration < 60)
    }

    @Test func `Powell's singular function is followed to its flat minimum`() throws {
        func powell(_ x: [Double]) -> Sample {
            let (a, b, c, d) = (x[0] + 10 * x[1], x[2] - x[3], x[1] - 2 * x[2], x[0] - x[3])
            let gradient = [
                2 * a + 40 * d * d * d, 20 * a + 4 * c * c * c, 10 * b - 8 * c * c * c, -10 * b - 40 * d * d * d,
            ]
            return Sample(value: a * a + 5 * b * b + c * c * c * c + 10 * d * d * d * d, gradient: gradient)
        }
        let search = try minimum(of: powell, from: [3, -1, 0, 1])
        #expect(search.sample.value < 1e-10)
    }

    @Test func `a right preconditioner ends a quadratic at once`() throws {
        let scales: [Double] = [1, 100, 10_000]
        func quadratic(_ x: [Double]) -> Sample {
            let gradient = zip(x, scales).map { ($0 - 1) * $1 }
            return Sample(value: zip(x, gradient).reduce(0) { $0 + ($1.0 - 1) * $1.1 / 2 }, gradient: gradient)
        }
        var search = LBFGS(Self.settings, at: [0, 0, 0], quadratic([0, 0, 0]))
        let precondition = { (vector: [Double]) in zip(vector, scales).map { $0 / $1 } }
        #expect(try search.advance(precondition: precondition, quadratic) == .moved)
        #expect(try search.advance(precondition: precondition, quadratic) == .converged)
    }

    @Test func `at the minimum it stays`() throws {
        var search = LBFGS(Self.settings, at: [1, 1], rosenbrock([1, 1]))
        #expect(try search.advance(rosenbrock) == .converged)
        #expect(search.iteration == 0)
    }

    @Test func `a gradient that leads nowhere down ends it`() throws {
        let uphill = { (x: [Double]) in Sample(value: x[0] * x[0], gradient: [-2 * x[0]]) }
        var search = LBFGS(Self.settings, at: [1], uphill([1]))
        #expect(try search.advance(uphill) == .stalled)
        #expect(search.point == [1])
    }

    @Test(arguments: [1, 3, 10]) func `what it returns satisfies the strong Wolfe conditions`(_ history: Int) throws {
        var search = LBFGS(LBFGS.Settings(history: history, tolerance: 1e-9), at: [-1.2, 1], rosenbrock([-1.2, 1]))
        for _ in 0..<20 {
            let (point, sample) = (search.point, search.sample)
            guard try search.advance(rosenbrock) == .moved else { return }
            let step = zip(search.point, point).map { $0 - $1 }
            let slope = sample.gradient.dot(step)
            #expect(search.sample.value <= sample.value + 1e-4 * slope)
            #expect(abs(search.sample.gradient.dot(step)) <= 0.9 * abs(slope))
        }
    }
}

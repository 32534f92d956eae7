import RoostEntities
import Testing

@testable import RoostLearning

struct SoftmaxRegressionTests {
    @Test(arguments: Reference.names) func `value and gradient equal torch's to single precision`(_ name: String)
        async throws
    {
        let reference = try Reference.named(name)
        try await reference.withMatrix { matrix in
            let problem = try await reference.problem(matrix)
            let sample = try problem.training.evaluate(reference.point).sample
            #expect(abs(sample.value - reference.value) < 1e-6 * reference.value)
            for (ours, theirs) in zip(sample.gradient, reference.gradient) { #expect(abs(ours - theirs) < 1e-6) }
            #expect(sample.gradient.count == reference.gradient.count)
        }
    }

    @Test(arguments: Reference.names) func `the minimum is the one scikit-learn finds`(_ name: String) async throws {
        let reference = try Reference.named(name)
        try await reference.withMatrix { matrix in
            var fitting = try HeadFitting(try await reference.problem(matrix))
            while fitting.reason == nil { try fitting.advance() }
            #expect(abs(fitting.optimizer.sample.value - reference.minimum) < 1e-6 * reference.minimum)
            let hits = try fitting.problem.training.score(fitting.result.parameters).hits
            let theirs = zip(reference.predictions, reference.targets).map { $0 == $1 }
            #expect(hits == theirs)
        }
    }

    @Test func `twenty evaluations are equal to the bit`() async throws {
        let reference = try Reference.named("several blocks")
        try await reference.withMatrix { matrix in
            let problem = try await reference.problem(matrix)
            let first = try problem.training.evaluate(reference.point).sample
            for _ in 0..<20 { #expect(try problem.training.evaluate(reference.point).sample == first) }
        }
    }

    @Test func `without an intercept its gradient is nothing`() async throws {
        let reference = try Reference.named("plain")
        var settings = reference.settings
        settings.intercept = false
        try await reference.withMatrix { matrix in
            let gradient = try await reference.problem(matrix, settings).training.evaluate(reference.point).sample
                .gradient
            let width = matrix.features + 1
            #expect(stride(from: width - 1, to: gradient.count, by: width).allSatisfy { gradient[$0] == 0 })
            #expect(gradient.contains { $0 != 0 })
        }
    }

    @Test func `numbers that are not finite end the fit with advice`() async throws {
        let reference = try Reference.named("plain")
        try await reference.withMatrix { matrix in
            let problem = try await reference.problem(matrix)
            var point = reference.point
            point[3] = .infinity
            let error = #expect(throws: RoostError.self) { try problem.training.evaluate(point) }
            #expect(error?.message.contains("raise l2") == true)
        }
    }

    @Test(arguments: [(1, "2 labels or more"), (30_000_000, "2 labels or more")])
    func `heads of one label or too many are refused`(_ labels: Int, _ message: String) async throws {
        let reference = try Reference.named("plain")
        try await reference.withMatrix { matrix in
            let error = await #expect(throws: RoostError.self) {
                try await SoftmaxRegression(
                    matrix,
                    targets: [Int](repeating: 0, count: matrix.rowCount),
                    weights: [Float](repeating: 1, count: matrix.rowCount),
                    labelCount: labels,
                    l2: 1,
                    intercept: true,
                    on: TestRuntime.load()
                )
            }
            #expect(error?.message.contains(message) == true)
        }
    }
}

import Foundation
import Testing

@testable import RoostLearning

struct HeadFittingTests {
    private func fit(_ problem: HeadProblem) throws -> HeadFitting {
        var fitting = try HeadFitting(problem)
        while fitting.reason == nil { try fitting.advance() }
        return fitting
    }

    @Test func `twenty fits come out equal to the bit`() async throws {
        let reference = try Reference.named("several blocks")
        try await reference.withMatrix { matrix in
            let problem = try await reference.problem(matrix)
            let first = try fit(problem).checkpoint
            for _ in 0..<20 { #expect(try fit(problem).checkpoint == first) }
        }
    }

    @Test func `a fit that is interrupted after any iteration comes out the same`() async throws {
        let reference = try Reference.named("balanced")
        try await reference.withMatrix { matrix in
            let problem = try await reference.problem(matrix)
            let whole = try fit(problem)
            #expect(whole.latest.number > 5)
            for stop in 0..<whole.latest.number {
                var first = try HeadFitting(problem)
                for _ in 0..<stop { try first.advance() }
                var second = try #require(HeadFitting(problem, resuming: first.checkpoint))
                while second.reason == nil { try second.advance() }
                #expect(second.checkpoint == whole.checkpoint)
                #expect(second.reason == whole.reason)
            }
        }
    }

    @Test func `a checkpoint that is damaged or of another problem is not gone on from`() async throws {
        let reference = try Reference.named("plain")
        try await reference.withMatrix { matrix in
            let problem = try await reference.problem(matrix)
            let data = try fit(problem).checkpoint
            for place in [0, 9, 60, data.count / 2, data.count - 1] {
                var damaged = data
                damaged[place] ^= 1
                #expect(HeadFitting(problem, resuming: damaged) == nil)
            }
            #expect(HeadFitting(problem, resuming: data.prefix(data.count / 2)) == nil)
            #expect(HeadFitting(problem, resuming: Data()) == nil)
            var other = reference.settings
            other.l2 *= 2
            #expect(HeadFitting(try await reference.problem(matrix, other), resuming: data) == nil)
            #expect(HeadFitting(problem, resuming: data) != nil)
        }
    }

    @Test func `fitting ends when the validation loss no longer falls, and the best is kept`() async throws {
        let reference = try Reference.named("plain")
        var settings = reference.settings
        settings.l2 = 0
        settings.patience = 3
        settings.validationShare = 0.4
        try await reference.withMatrix { [settings] matrix in
            let problem = try await reference.problem(matrix, settings, seed: 5)
            var fitting = try HeadFitting(problem)
            var losses = [fitting.latest.metrics["validation_loss"] ?? .nan]
            while fitting.reason == nil {
                try fitting.advance()
                losses.append(fitting.latest.metrics["validation_loss"] ?? .nan)
            }
            let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
            #expect(fitting.reason == "the validation loss has not fallen for 3 iterations")
            #expect(fitting.result.iteration == best)
            #expect(fitting.latest.number == best + 3)
        }
    }

    @Test func `at most as many iterations are done as allowed`() async throws {
        let reference = try Reference.named("plain")
        var settings = reference.settings
        settings.maximumIterations = 2
        try await reference.withMatrix { [settings] matrix in
            let fitting = try fit(try await reference.problem(matrix, settings))
            #expect(fitting.latest.number == 2)
            #expect(fitting.reason?.contains("max_iterations") == true)
        }
    }
}

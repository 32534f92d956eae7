import Foundation
import RoostEntities

/// A head being fitted, one iteration of L-BFGS after the other.
///
/// Its state can be written down after each iteration and gone on from later; the outcome is the same to the bit.
package struct HeadFitting: Sendable {
    /// How far an iteration came.
    package struct Iteration: Sendable, Hashable {
        package let number: Int
        /// `loss` and `accuracy` over the items that are learnt from, weighted as they are; `validation_loss` and
        /// `validation_accuracy` where there are items to check against, each counting the same.
        package let metrics: [String: Double]
    }

    /// The parameters that are kept.
    struct Best: Sendable, Hashable {
        var iteration: Int
        var metrics: [String: Double]
        var parameters: [Double]
    }

    package let problem: HeadProblem
    /// Where it is.
    package private(set) var latest: Iteration
    private(set) var optimizer: LBFGS
    private(set) var best: Best
    /// Why it cannot go on, as a sentence.
    private var end: String?

    /// Begins with all parameters zero.
    ///
    /// Blocks.
    package init(_ problem: HeadProblem) throws {
        let start = [Double](repeating: 0, count: problem.training.parameterCount)
        let evaluation = try problem.training.evaluate(start)
        let metrics = try Self.metrics(evaluation, at: start, problem)
        let settings = LBFGS.Settings(
            history: problem.settings.history,
            firstStep: problem.settings.learningRate,
            tolerance: problem.settings.tolerance,
            noise: Self.noise
        )
        self.problem = problem
        optimizer = LBFGS(settings, at: start, evaluation.sample)
        latest = Iteration(number: 0, metrics: metrics)
        best = Best(iteration: 0, metrics: metrics, parameters: start)
    }

    /// Goes on from what ``checkpoint`` gave.
    ///
    /// - Returns: `nil` when it is damaged or from another problem.
    package init?(_ problem: HeadProblem, resuming data: Data) {
        guard let state = FittingState(data, for: problem) else { return nil }
        self.problem = problem
        optimizer = LBFGS(
            LBFGS.Settings(
                history: problem.settings.history,
                firstStep: problem.settings.learningRate,
                tolerance: problem.settings.tolerance,
                noise: Self.noise
            ),
            at: state.point,
            state.sample,
            iteration: state.iteration,
            pairs: state.pairs
        )
        latest = Iteration(number: state.iteration, metrics: state.metrics)
        best = state.best
    }

    /// What single precision adds to and takes from a mean of losses, as a part of it.
    private static let noise = 1e-7

    /// All there is to know to go on.
    package var checkpoint: Data {
        FittingState(
            iteration: optimizer.iteration,
            metrics: latest.metrics,
            best: best,
            point: optimizer.point,
            sample: optimizer.sample,
            pairs: optimizer.pairs
        ).data(for: problem)
    }

    /// The parameters that are kept: those of the lowest validation loss, or the last ones where nothing is checked.
    package var result: (parameters: [Double], iteration: Int, metrics: [String: Double]) {
        (best.parameters, best.iteration, best.metrics)
    }

    /// What is minimised, at the latest iteration: the loss and the penalty.
    package var objective: Double { optimizer.sample.value }

    /// Why it has ended, as a sentence; `nil` while it goes on.
    package var reason: String? {
        if let end { return end }
        let settings = problem.settings
        let number = optimizer.iteration
        if problem.validatedCount > 0, settings.patience > 0, number - best.iteration >= settings.patience {
            return "the validation loss has not fallen for \(settings.patience) iterations"
        }
        guard number >= settings.maximumIterations else { return nil }
        return "\(settings.maximumIterations) iterations were done, as many as max_iterations allows"
    }

    /// One iteration; nothing once there is a ``reason``.
    ///
    /// Blocks.
    package mutating func advance() throws {
        guard reason == nil else { return }
        var last: SoftmaxRegression.Evaluation?
        let preconditioner = problem.preconditioner
        let progress = try optimizer.advance(
            precondition: { try preconditioner?.apply($0) ?? $0 },
            { point in
                let evaluation = try problem.training.evaluate(point)
                last = evaluation
                return evaluation.sample
            }
        )
        switch progress {
        case .converged: end = "the gradient is below the tolerance \(optimizer.settings.tolerance)"
        case .stalled: end = "the loss falls no further in single precision"
        case .moved: break
        }
        guard case .moved = progress, var evaluation = last else { return }
        // The line search may have taken an earlier point than the last it looked at.
        if evaluation.sample != optimizer.sample { evaluation = try problem.training.evaluate(optimizer.point) }
        let metrics = try Self.metrics(evaluation, at: optimizer.point, problem)
        latest = Iteration(number: optimizer.iteration, metrics: metrics)
        let isBetter = (metrics["validation_loss"] ?? -.infinity) < (best.metrics["validation_loss"] ?? .infinity)
        if isBetter { best = Best(iteration: latest.number, metrics: metrics, parameters: optimizer.point) }
    }

    private static func metrics(
        _ evaluation: SoftmaxRegression.Evaluation,
        at point: [Double],
        _ problem: HeadProblem
    ) throws -> [String: Double] {
        var metrics: [String: Double] = [:]
        if let mean = evaluation.scores.mean(problem.training.weights) {
            metrics["loss"] = mean.loss
            metrics["accuracy"] = mean.accuracy
        }
        guard problem.validatedCount > 0 else { return metrics }
        let scores = try problem.validation?.score(point) ?? evaluation.scores
        if let mean = scores.mean(problem.validationWeights) {
            metrics["validation_loss"] = mean.loss
            metrics["validation_accuracy"] = mean.accuracy
        }
        return metrics
    }
}

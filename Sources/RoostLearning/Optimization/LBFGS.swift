/// The limited-memory BFGS method, one iteration at a time: pure, and the same from the same state.
///
/// Nocedal and Wright, *Numerical Optimization*, 2nd edition, algorithms 7.4 and 7.5. The inverse Hessian that the
/// recursion starts from is a preconditioner scaled by `sᵀy / yᵀPy`, which without one is equation 7.20; steps satisfy
/// the strong Wolfe conditions (``LineSearch``).
package struct LBFGS: Sendable, Hashable {
    package struct Settings: Sendable, Hashable, Codable {
        /// How many of the last steps the curvature is guessed from.
        package var history: Int
        /// What each line search tries first.
        package var firstStep: Double
        /// Ends when no entry of the gradient is larger.
        package var tolerance: Double
        /// An increase by less than this part of the value is noise.
        package var noise: Double

        package init(history: Int = 10, firstStep: Double = 1, tolerance: Double = 1e-4, noise: Double = 0) {
            self.history = history
            self.firstStep = firstStep
            self.tolerance = tolerance
            self.noise = noise
        }
    }

    /// A step and the change of the gradient along it.
    struct Pair: Sendable, Hashable {
        let step: [Double]
        let change: [Double]
    }

    /// What an iteration came to.
    package enum Progress: Sendable, Hashable {
        /// The point has moved.
        case moved
        /// The gradient is as small as wanted; the point stays.
        case converged
        /// No lower point was found along the gradient either, as far as the function's arithmetic goes.
        case stalled
    }

    package let settings: Settings
    package private(set) var point: [Double]
    package private(set) var sample: Sample
    package private(set) var iteration: Int
    private(set) var pairs: [Pair]

    /// - Parameters:
    ///   - settings: how to go.
    ///   - point: where to start.
    ///   - sample: what the function is there.
    package init(_ settings: Settings, at point: [Double], _ sample: Sample) {
        self.init(settings, at: point, sample, iteration: 0, pairs: [])
    }

    init(_ settings: Settings, at point: [Double], _ sample: Sample, iteration: Int, pairs: [Pair]) {
        self.settings = settings
        self.point = point
        self.sample = sample
        self.iteration = iteration
        self.pairs = pairs
    }

    /// Goes one step down.
    ///
    /// - Parameters:
    ///   - precondition: a symmetric positive definite guess at the inverse Hessian, applied to a vector.
    ///   - evaluate: the function.
    /// - Returns: whether the point has moved.
    /// - Throws: what the function throws.
    package mutating func advance(
        precondition: ([Double]) throws -> [Double] = { $0 },
        _ evaluate: ([Double]) throws -> Sample
    ) throws -> Progress {
        let slope = sample.gradient.largestMagnitude
        guard slope > settings.tolerance else { return .converged }
        let search = LineSearch(noise: settings.noise * abs(sample.value))
        // What the history says may be wrong; the preconditioned gradient alone and the plain one cannot be.
        for attempt in pairs.isEmpty ? [Attempt.preconditioned, .plain] : [.quasiNewton, .preconditioned, .plain] {
            if attempt != .quasiNewton { pairs = [] }
            var direction = sample.gradient
            var firstStep = settings.firstStep
            switch attempt {
            case .quasiNewton: direction = try inverseHessian(times: direction, precondition)
            case .preconditioned: direction = try precondition(direction)
            case .plain: firstStep *= 1 / slope
            }
            for index in direction.indices { direction[index].negate() }
            let found = try search.run(
                from: sample,
                at: point,
                along: direction,
                firstStep: firstStep,
                evaluate
            )
            guard let found else { continue }
            accept(found)
            return .moved
        }
        return .stalled
    }

    private enum Attempt {
        case quasiNewton, preconditioned, plain
    }

    private mutating func accept(_ trial: LineSearch.Trial) {
        var step = trial.point
        step.add(-1, point)
        var change = trial.sample.gradient
        change.add(-1, sample.gradient)
        // A pair of no curvature would make the guess indefinite.
        if step.dot(change) > 1e-10 * change.dot(change).squareRoot() * step.dot(step).squareRoot() {
            pairs.append(Pair(step: step, change: change))
            if pairs.count > settings.history { pairs.removeFirst() }
        }
        point = trial.point
        sample = trial.sample
        iteration += 1
    }

    /// The two-loop recursion.
    private func inverseHessian(
        times vector: [Double],
        _ precondition: ([Double]) throws -> [Double]
    ) throws -> [Double] {
        var result = vector
        var factors: [Double] = []
        for pair in pairs.reversed() {
            let factor = pair.step.dot(result) / pair.step.dot(pair.change)
            result.add(-factor, pair.change)
            factors.append(factor)
        }
        result = try precondition(result)
        if let last = pairs.last {
            let scale = last.step.dot(last.change) / last.change.dot(try precondition(last.change))
            for index in result.indices { result[index] *= scale }
        }
        for (pair, factor) in zip(pairs, factors.reversed()) {
            let correction = pair.change.dot(result) / pair.step.dot(pair.change)
            result.add(factor - correction, pair.step)
        }
        return result
    }
}

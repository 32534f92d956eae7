/// Finds a step along a descent direction that satisfies the strong Wolfe conditions.
///
/// Nocedal and Wright, *Numerical Optimization*, 2nd edition, algorithms 3.5 and 3.6: the step is doubled until a good
/// one must lie between two others, then the interval between those shrinks by cubic interpolation (equation 3.59), kept
/// away from its ends.
struct LineSearch: Sendable {
    /// A point on the line, and what the function is there.
    struct Trial: Sendable {
        let step: Double
        let point: [Double]
        let sample: Sample
        /// The derivative along the direction.
        let slope: Double
    }

    /// How much of the promised decrease there must be.
    static let sufficientDecrease = 1e-4
    /// What part of the slope may be left.
    static let curvature = 0.9
    private static let maximumTrials = 30
    private static let maximumStep = 1e10

    /// An increase of at most this is noise of the function's arithmetic and no reason to refuse a step.
    let noise: Double

    /// - Parameters:
    ///   - start: value and gradient where the line starts.
    ///   - origin: where that is.
    ///   - direction: of descent.
    ///   - firstStep: what is tried first.
    ///   - evaluate: the function.
    /// - Returns: a point that satisfies the conditions, or else the lowest that was met below the start; `nil` when
    ///   there was none.
    /// - Throws: what the function throws.
    func run(
        from start: Sample,
        at origin: [Double],
        along direction: [Double],
        firstStep: Double,
        _ evaluate: ([Double]) throws -> Sample
    ) throws -> Trial? {
        let slope = start.gradient.dot(direction)
        guard slope < 0 else { return nil }
        let base = Trial(step: 0, point: origin, sample: start, slope: slope)
        func trial(_ step: Double) throws -> Trial {
            var point = origin
            point.add(step, direction)
            let sample = try evaluate(point)
            return Trial(step: step, point: point, sample: sample, slope: sample.gradient.dot(direction))
        }
        var low = base
        var step = firstStep
        var trials = 0
        var bracket: Trial?
        while bracket == nil, trials < Self.maximumTrials, step <= Self.maximumStep {
            let next = try trial(step)
            trials += 1
            if isTooHigh(next, base) || (trials > 1 && next.sample.value >= low.sample.value + noise) {
                bracket = next
            } else if abs(next.slope) <= -Self.curvature * slope {
                return next
            } else if next.slope >= 0 {
                bracket = low
                low = next
            } else {
                low = next
                step *= 2
            }
        }
        guard var high = bracket else { return low.step > 0 ? low : nil }
        while trials < Self.maximumTrials, abs(high.step - low.step) > 1e-12 * max(1, low.step) {
            let next = try trial(Self.between(low, high))
            trials += 1
            if isTooHigh(next, base) || next.sample.value >= low.sample.value + noise {
                high = next
                continue
            }
            if abs(next.slope) <= -Self.curvature * slope { return next }
            if next.slope * (high.step - low.step) >= 0 { high = low }
            low = next
        }
        return low.step > 0 && low.sample.value < start.value ? low : nil
    }

    /// Also true of what is not a number.
    private func isTooHigh(_ trial: Trial, _ base: Trial) -> Bool {
        let promised = base.sample.value + Self.sufficientDecrease * trial.step * base.slope + noise
        return !(trial.sample.value <= promised)
    }

    /// The minimum of the cubic through two points and their slopes, or the middle where there is none in between.
    private static func between(_ a: Trial, _ b: Trial) -> Double {
        let middle = (a.step + b.step) / 2
        let span = b.step - a.step
        let first = a.slope + b.slope - 3 * (a.sample.value - b.sample.value) / (a.step - b.step)
        let discriminant = first * first - a.slope * b.slope
        guard discriminant >= 0, discriminant.isFinite else { return middle }
        let second = discriminant.squareRoot() * (span < 0 ? -1 : 1)
        let step = b.step - span * (b.slope + second - first) / (b.slope - a.slope + 2 * second)
        let (least, most) = (min(a.step, b.step), max(a.step, b.step))
        guard step.isFinite, step > least + 0.1 * (most - least), step < most - 0.1 * (most - least) else {
            return step.isFinite ? min(max(step, least + 0.1 * (most - least)), most - 0.1 * (most - least)) : middle
        }
        return step
    }
}

import RoostEntities

extension Outcome {
    /// - Throws: `invalidArgument` when its parts contradict each other.
    func check() throws(RoostError) {
        guard isWhole else {
            throw RoostError(
                .invalidArgument,
                "the outcome of \(quoted(path.text)) is \(kind.rawValue), which its labels or objects contradict"
            )
        }
        for share in [confidence, truthProbability, quality].compactMap({ $0 }) where !(0...1.0001).contains(share) {
            throw RoostError(.invalidArgument, "a probability or quality lies between 0 and 1, not at \(share)")
        }
        guard truthRank ?? 1 >= 1 else {
            throw RoostError(.invalidArgument, "ranks count from 1")
        }
        for label in [truth, predicted].compactMap({ $0 }) { _ = try Label(label) }
        try Limits.check(failure, "an outcome's failure", limit: Limits.failure)
    }

    private var isWhole: Bool {
        guard let objects else {
            return switch kind {
            case .correct: truth != nil && truth == predicted
            case .incorrect: truth != nil && predicted != nil && truth != predicted
            case .failed: predicted == nil
            case .unlabeled, .ambiguous: truth == nil
            }
        }
        let counts = [objects.truePositives, objects.falsePositives, objects.falseNegatives]
        guard truth == nil, predicted == nil, confidence == nil,
            counts.allSatisfy({ (0...Limits.annotationsOfItem).contains($0) })
        else { return false }
        let mistakes = objects.falsePositives + objects.falseNegatives
        return switch kind {
        case .correct: mistakes == 0
        case .incorrect: mistakes > 0
        case .failed, .unlabeled: true
        case .ambiguous: false
        }
    }
}

extension ObjectOutcome {
    /// - Throws: `invalidArgument` when its parts contradict each other; `tooLarge` for a shape with too many numbers.
    func checkToKeep() throws(RoostError) {
        try check()
        for label in [truth, predicted].compactMap({ $0 }) { _ = try Label(label) }
        for geometry in [truthGeometry, predictedGeometry].compactMap({ $0 })
        where geometry.numberCount > Self.shapeLimit {
            throw RoostError(
                .tooLarge,
                "a shape of object \(number) of \(quoted(path.text)) has more than \(Self.shapeLimit) numbers; send the box "
                    + "around it"
            )
        }
    }
}

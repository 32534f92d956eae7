import RoostEntities

/// Which segments were found, summed over the images of a set: what panoptic quality is taken from.
///
/// Takes memory by labels alone. Counts of parts of a set add up with ``merge(_:)``.
package struct PanopticCounts: Sendable, Hashable {
    struct Label: Sendable, Hashable {
        var truePositives = 0
        var falsePositives = 0
        var falseNegatives = 0
        var overlap = 0.0
    }

    package static let maximumLabelCount = 1 << 16

    private(set) var labels: [Label]

    /// - Parameter labelCount: how many labels there are, at most 65,536.
    /// - Throws: `invalidArgument` for a count out of range.
    package init(labelCount: Int) throws(RoostError) {
        guard (1...Self.maximumLabelCount).contains(labelCount) else {
            throw RoostError(.invalidArgument, "a panoptic evaluation has 1 to \(Self.maximumLabelCount) labels")
        }
        labels = Array(repeating: Label(), count: labelCount)
    }

    /// Counts one image by the rules of panopticapi.
    ///
    /// Segments of one label match if they overlap by more than half; pixels that belong to no segment in truth do not
    /// count to the union. A segment that was not matched is no false positive if more than half of it is where there is
    /// no segment in truth or the crowd of its label; of several such crowds the last counts. Areas are those of the
    /// pixels, where panopticapi believes what the annotation file says.
    ///
    /// - Throws: `invalidArgument` if the two are not of one size, a label is out of range, or a predicted segment has no
    ///   pixel.
    package mutating func add(truth: PanopticMap, prediction: PanopticMap) throws(RoostError) {
        guard truth.width == prediction.width, truth.height == prediction.height else {
            throw RoostError(
                .invalidArgument,
                "the truth is \(truth.width) x \(truth.height) pixels, the prediction \(prediction.width) x "
                    + "\(prediction.height); bring the prediction to the size of the truth"
            )
        }
        for segment in truth.segments + prediction.segments where !labels.indices.contains(segment.label) {
            throw RoostError(
                .invalidArgument,
                "a segment has label \(segment.label) of \(labels.count); labels are numbered from 0"
            )
        }
        let overlaps = PanopticOverlaps(truth: truth, prediction: prediction)
        guard overlaps.predictionAreas.dropFirst().allSatisfy({ $0 > 0 }) else {
            throw RoostError(.invalidArgument, "a predicted segment has no pixel; leave it out")
        }
        count(overlaps, truth: truth, prediction: prediction)
    }

    /// Adds the counts of other images of the same set.
    ///
    /// - Throws: `invalidArgument` if there are not as many labels.
    package mutating func merge(_ other: PanopticCounts) throws(RoostError) {
        guard labels.count == other.labels.count else {
            throw RoostError(.invalidArgument, "counts of differently numbered labels cannot be added up")
        }
        for index in labels.indices {
            labels[index].truePositives += other.labels[index].truePositives
            labels[index].falsePositives += other.labels[index].falsePositives
            labels[index].falseNegatives += other.labels[index].falseNegatives
            labels[index].overlap += other.labels[index].overlap
        }
    }

    private mutating func count(_ overlaps: PanopticOverlaps, truth: PanopticMap, prediction: PanopticMap) {
        let matches = PanopticMatches(overlaps, truth: truth.segments, prediction: prediction.segments)
        // Sums go by pairs, as panopticapi's do.
        for pair in overlaps.pairs where pair.truth > 0 && pair.prediction > 0 {
            guard matches.partners[pair.prediction - 1] == pair.truth - 1 else { continue }
            labels[truth.segments[pair.truth - 1].label].truePositives += 1
            labels[truth.segments[pair.truth - 1].label].overlap += matches.overlaps[pair.truth - 1]
        }
        for (index, segment) in truth.segments.enumerated() where !segment.isCrowd && matches.overlaps[index] == 0 {
            labels[segment.label].falseNegatives += 1
        }
        for (index, segment) in prediction.segments.enumerated()
        where matches.partners[index] == nil && !matches.isExcused[index] {
            labels[segment.label].falsePositives += 1
        }
    }
}

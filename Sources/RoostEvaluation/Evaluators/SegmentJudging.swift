import RoostEntities

/// Which segments of one item were found, and what is wrong with the answers that found none.
///
/// Which are right is panoptic quality's own rule; what is wrong with others follows TIDE's tests for objects.
struct SegmentJudging {
    /// What became of one answer, or of one segment that was not found, each by number.
    struct Event {
        let kind: ObjectOutcome.Kind
        let segment: Int?
        let answer: Int?
        let overlap: Double
    }

    /// Answers in their order, then segments in theirs.
    private(set) var events: [Event] = []
    let matches: PanopticMatches
    /// The labels of the answers that are wrong.
    private(set) var wrongLabels: [Int] = []
    private let truth: Segments
    private let answer: Segments

    init(_ truth: Segments, _ answer: Segments, threshold: Double, background: Double) {
        self.truth = truth
        self.answer = answer
        let pairs = PanopticOverlaps(
            truth: truth.canvas.pixels,
            prediction: answer.canvas.pixels,
            segments: (truth.segments.count, answer.segments.count)
        )
        matches = PanopticMatches(pairs, truth: truth.segments, prediction: answer.segments)
        /// The first answer that is wrongly about each segment.
        var blamed: [Int: Event] = [:]
        for index in answer.segments.indices where pairs.predictionAreas[index + 1] > 0 && !matches.isExcused[index] {
            let event = event(ofAnswer: index, threshold: threshold, background: background)
            events.append(event)
            guard event.kind.isFalsePositive else { continue }
            wrongLabels.append(answer.segments[index].label)
            guard let segment = event.segment, event.kind != .both, blamed[segment] == nil else { continue }
            blamed[segment] = event
        }
        for (index, segment) in truth.segments.enumerated() where !segment.isCrowd && matches.overlaps[index] == 0 {
            let blame = blamed[index]
            events.append(
                Event(
                    kind: blame == nil ? .missed : .mistaken,
                    segment: index,
                    answer: blame?.answer,
                    overlap: blame?.overlap ?? 0
                )
            )
        }
    }

    /// The item's panoptic quality: the mean over the labels that occur on it; 1 where there is nothing and none is said.
    var quality: Double {
        var labels: [Int: (counts: ObjectCounts, overlap: Double)] = [:]
        for (index, segment) in truth.segments.enumerated() where !segment.isCrowd {
            let overlap = matches.overlaps[index]
            var entry = labels[segment.label] ?? (ObjectCounts(), 0)
            entry.counts.count(overlap > 0 ? .truePositive : .missed)
            entry.overlap += overlap
            labels[segment.label] = entry
        }
        for label in wrongLabels {
            var entry = labels[label] ?? (ObjectCounts(), 0)
            entry.counts.count(.background)
            labels[label] = entry
        }
        let sorted = labels.sorted { $0.key < $1.key }
        let qualities = sorted.compactMap { PanopticReport.Quality($0.value.counts, overlap: $0.value.overlap) }
        return PanopticReport.Quality(mean: qualities).map { min(1, $0.pq) } ?? 1
    }

    private func event(ofAnswer index: Int, threshold: Double, background: Double) -> Event {
        if let segment = matches.partners[index] {
            return Event(kind: .truePositive, segment: segment, answer: index, overlap: matches.overlaps[segment])
        }
        let label = answer.segments[index].label
        let near = closest(to: index) { truth.segments[$0].label == label }
        let other = closest(to: index) { truth.segments[$0].label != label }
        if let near, near.overlap >= background {
            return Event(kind: .localization, segment: near.segment, answer: index, overlap: near.overlap)
        }
        if let other, other.overlap > threshold {
            return Event(kind: .classification, segment: other.segment, answer: index, overlap: other.overlap)
        }
        let any = [near, other].compactMap { $0 }.max { $0.overlap < $1.overlap }
        guard let any, any.overlap > background else {
            return Event(kind: .background, segment: nil, answer: index, overlap: 0)
        }
        return Event(kind: .both, segment: any.segment, answer: index, overlap: any.overlap)
    }

    /// The segment, no crowd, that an answer overlaps most, the first of those it overlaps alike.
    private func closest(to index: Int, where isMeant: (Int) -> Bool) -> (segment: Int, overlap: Double)? {
        var best: (segment: Int, overlap: Double)?
        for segment in truth.segments.indices where !truth.segments[segment].isCrowd && isMeant(segment) {
            let overlap = matches.overlap(segment, index)
            if overlap > best?.overlap ?? 0 { best = (segment, overlap) }
        }
        return best
    }
}

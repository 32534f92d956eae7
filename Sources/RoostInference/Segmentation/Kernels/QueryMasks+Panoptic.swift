import RoostImaging

extension QueryMasks {
    /// From where on queries and their pixels count.
    struct PanopticThresholds: Hashable, Sendable {
        /// A query's best label must be likelier.
        var score = 0.5
        /// From which probability, times the query's score, a pixel belongs to a mask by itself.
        var mask = 0.5
        /// More of a mask must be left once likelier ones took their pixels.
        var overlap = 0.8
    }

    /// Segments that never overlap, in the order of the queries, as `post_process_panoptic_segmentation` of
    /// `transformers` has them.
    ///
    /// Every pixel goes to the query for which its probability times the query's score is greatest; a query that keeps
    /// too little of its mask gives its pixels to nobody. Of fused labels there is one segment, with the greatest score
    /// of those it was made of. (`transformers` may then give a later segment a number that is taken; here all are
    /// apart.)
    ///
    /// - Parameters:
    ///   - thresholds: from where on queries and their pixels count.
    ///   - labels: those whose segments are one, such as sky.
    /// - Returns: the segments that have pixels.
    /// - Throws: ``ImageError`` when the image is too large.
    func panopticSegments(
        _ thresholds: PanopticThresholds = PanopticThresholds(),
        fusing labels: Set<Int> = []
    ) throws(ImageError) -> [Segment] {
        let found = (0..<queryCount).compactMap { query in
            best(query).flatMap { $0.score > Float(thresholds.score) ? (query: query, best: $0) : nil }
        }
        guard !found.isEmpty else { return [] }
        let placement = enlargedPlacement
        let result = PlaneContest(
            maskProbabilities(of: found.map(\.query)),
            rows: placement.rows,
            columns: placement.columns,
            factors: found.map(\.best.score),
            threshold: Float(thresholds.mask)
        ).result()
        var left = [Int](repeating: 0, count: found.count)
        for winner in result.winners { left[Int(winner)] += 1 }

        var kept: [(label: Int, score: Float)] = []
        var fused: [Int: Int] = [:]
        var groups = [Int](repeating: .max, count: found.count)
        for (index, (_, best)) in found.enumerated() where left[index] > 0 && result.reached[index] > 0 {
            guard Double(Float(left[index]) / Float(result.reached[index])) > thresholds.overlap else { continue }
            if let segment = fused[best.label] {
                groups[index] = segment
                kept[segment].score = max(kept[segment].score, best.score)
                continue
            }
            groups[index] = kept.count
            if labels.contains(best.label) { fused[best.label] = kept.count }
            kept.append(best)
        }
        let masks = try PixelNumbers(size: placement.target, numbers: result.winners).masks(kept.count, groups: groups)
        return zip(kept, masks).compactMap { best, mask in
            mask.map { Segment(label: best.label, score: Double(best.score), mask: $0) }
        }
    }

    /// A query's likeliest label, the first of equals; `nil` when that is "no object".
    private func best(_ query: Int) -> (label: Int, score: Float)? {
        let probabilities = probabilities(of: query)
        guard let score = probabilities.max(), let label = probabilities.firstIndex(of: score), label < labelCount
        else {
            return nil
        }
        return (label, score)
    }
}

import RoostImaging

extension QueryMasks {
    /// Objects with their whole masks, which may overlap, as `post_process_instance_segmentation` of `transformers` has
    /// them with `return_binary_maps`.
    ///
    /// As many pairs of a query and a label are looked at as there are queries, the likeliest; the label's probability
    /// times the mean probability of the mask's pixels is the score. Where a pixel is likelier in than out it belongs to
    /// the mask. (The map that `transformers` makes by default shows of overlapping masks only the last; painted in this
    /// order, these make it.)
    ///
    /// - Parameter threshold: the least score.
    /// - Returns: the objects whose masks have pixels, in the order of their labels' probabilities, the likeliest first.
    /// - Throws: ``ImageError`` when the image is too large.
    func instances(threshold: Double = 0.5) throws(ImageError) -> [Segment] {
        var pairs: [(score: Float, query: Int, label: Int)] = []
        for query in 0..<queryCount {
            for (label, score) in probabilities(of: query).prefix(labelCount).enumerated()
            // A mask's mean probability is 1 at most.
            where Double(score) >= threshold {
                pairs.append((score, query, label))
            }
        }
        pairs.sort { (-$0.score, $0.query, $0.label) < (-$1.score, $1.query, $1.label) }

        var masks: [Int: (mask: RunLengths?, score: Float)] = [:]
        var segments: [Segment] = []
        for pair in pairs.prefix(queryCount) {
            if masks[pair.query] == nil { masks[pair.query] = try mask(of: pair.query) }
            guard let found = masks[pair.query] else { continue }
            let score = Double(pair.score * found.score)
            guard let mask = found.mask, score >= threshold else { continue }
            segments.append(Segment(label: pair.label, score: score, mask: mask))
        }
        return segments
    }

    /// The pixels of a query, and the mean probability with which they are; no mask when there are none.
    private func mask(of query: Int) throws(ImageError) -> (mask: RunLengths?, score: Float) {
        var mask = SampledMask(maskProbabilities(of: [query]))
        mask.fill()
        return (try mask.runs(enlargedPlacement), mask.score)
    }
}

import RoostImaging

extension QueryMasks {
    /// The pixels of each label that occurs, in the order of the labels, as `post_process_semantic_segmentation` of
    /// `transformers` has them.
    ///
    /// A pixel has the label for which the queries' probabilities of having it, each times the probability that the
    /// pixel is the query's, add up to most.
    ///
    /// - Throws: ``ImageError`` when the image is too large.
    func semanticSegments() throws(ImageError) -> [Segment] {
        var shares = [Float](repeating: 0, count: labelCount * queryCount)
        for query in 0..<queryCount {
            for (label, share) in probabilities(of: query).prefix(labelCount).enumerated() {
                shares[label * queryCount + query] = share
            }
        }
        let scores = LabelScores(maskProbabilities(of: Array(0..<queryCount)), shares: shares)
        let placement = enlargedPlacement
        let contest = PlaneContest(scores, rows: placement.rows, columns: placement.columns)
        return try PixelNumbers(size: placement.target, numbers: contest.result().winners).segments(labelCount)
    }
}

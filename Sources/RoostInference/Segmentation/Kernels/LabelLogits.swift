import RoostImaging

/// What a semantic segmenter answered for one image: how much each label is at each sample.
struct LabelLogits {
    /// `[labels, height, width]`, finite.
    let numbers: UnsafePointer<Float>
    let labelCount: Int
    let placement: MaskPlacement

    /// The pixels of each label that occurs, in the order of the labels, as `post_process_semantic_segmentation` of
    /// `transformers` has them.
    ///
    /// - Throws: ``ImageError`` when the image is too large.
    func segments() throws(ImageError) -> [Segment] {
        let planes = StoredPlanes(
            planeCount: labelCount,
            height: placement.samples.height,
            width: placement.samples.width,
            numbers: numbers
        )
        let contest = PlaneContest(planes, rows: placement.rows, columns: placement.columns)
        return try PixelNumbers(size: placement.target, numbers: contest.result().winners).segments(labelCount)
    }
}

extension PixelNumbers {
    /// A segment for each label that some pixel has.
    func segments(_ labelCount: Int) throws(ImageError) -> [Segment] {
        try masks(labelCount).enumerated().compactMap { label, mask in
            mask.map { Segment(label: label, score: nil, mask: $0) }
        }
    }
}

extension MaskRuns {
    /// The boundaries of some masks: their pixels within a distance of the outside, which the image's edge is as well.
    ///
    /// The distance is `share` of the image's diagonal, rounded to even, at least one pixel (Cheng et al., "Boundary
    /// IoU", 2021, and the authors' boundary-iou-api, which uses 0.02).
    func boundaries(_ indexes: Range<Int>, share: Double) -> MaskRuns {
        var boundaries = MaskRuns()
        for index in indexes {
            let (width, height) = (Int(widths[index]), Int(heights[index]))
            let diagonal = (Double(height) * Double(height) + Double(width) * Double(width)).squareRoot()
            let distance = max(1, Int((share * diagonal).rounded(.toNearestOrEven)))
            let bits = ColumnBits(runs(index), width: width, height: height)
            var builder = boundaries.begin()
            bits.forEachRun(without: bits.eroded(by: distance)) { length, inside in
                boundaries.add(length, inside: inside, to: &builder)
            }
            boundaries.end(builder, width: width, height: height)
        }
        return boundaries
    }

    mutating func append(_ other: MaskRuns) {
        for index in 0..<other.count {
            var builder = begin()
            for (position, run) in other.runs(index).enumerated() {
                add(Int(run), inside: !position.isMultiple(of: 2), to: &builder)
            }
            end(builder, width: Int(other.widths[index]), height: Int(other.heights[index]))
        }
    }
}

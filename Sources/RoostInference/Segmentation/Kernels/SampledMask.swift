import RoostImaging

/// One query's mask before it is brought to the image's size: the samples that are likelier in than out.
struct SampledMask {
    private var probabilities: MaskProbabilities
    /// A byte for each sample, column by column: 1 inside, 0 outside.
    private var inside: [UInt8]
    private var sum = 0.0
    private var count = 0

    init(_ probabilities: MaskProbabilities) {
        self.probabilities = probabilities
        inside = [UInt8](repeating: 0, count: probabilities.height * probabilities.width)
    }

    /// How likely those inside are there, on average.
    var score: Float { Float(sum) / (Float(count) + 1e-6) }

    /// Computes which samples are inside.
    mutating func fill() {
        let (height, width) = (probabilities.height, probabilities.width)
        let stride = (width + 7) / 8 * 8
        withUnsafeTemporaryAllocation(of: Float.self, capacity: stride) { row in
            guard let logits = row.baseAddress else { return }
            for line in 0..<height {
                probabilities.enlarge(line, into: logits, stride: stride) { $0 }
                for column in width..<stride { logits[column] = -1 }
                var total = SIMD8<Float>(repeating: 0)
                for start in Swift.stride(from: 0, to: width, by: 8) {
                    let numbers = UnsafeRawPointer(logits + start).loadUnaligned(as: SIMD8<Float>.self)
                    let isInside = numbers .> 0
                    let hits = unsafeBitCast(isInside, to: SIMD8<Int32>.self)
                    let pairs = unsafeBitCast(hits, to: SIMD4<UInt64>.self)
                    guard pairs[0] | pairs[1] | pairs[2] | pairs[3] != 0 else { continue }
                    total += SIMD8<Float>(repeating: 0).replacing(with: sigmoid(numbers), where: isInside)
                    for lane in 0..<8 where hits[lane] != 0 {
                        inside[(start + lane) * height + line] = 1
                        count += 1
                    }
                }
                sum += Double(total.sum())
            }
        }
    }

    /// The mask at the image's size, each pixel as its nearest sample; `nil` when it is empty.
    func runs(_ placement: MaskPlacement) throws(ImageError) -> RunLengths? {
        guard count > 0 else { return nil }
        let (samples, target) = (placement.samples, placement.target)
        let columns = NearestAxis(
            sampleCount: samples.width,
            pixelCount: target.width,
            covered: placement.coveredColumns
        )
        let rows = NearestAxis(
            sampleCount: samples.height,
            pixelCount: target.height,
            covered: placement.coveredRows
        )
        var builder = RunBuilder()
        var (last, ranges) = (-1, [Range<Int>]())
        for (column, sample) in columns.samples.enumerated() {
            if sample != last { (last, ranges) = (sample, self.ranges(sample, rows)) }
            for range in ranges {
                builder.add(range.lowerBound + column * target.height..<range.upperBound + column * target.height)
            }
        }
        guard !builder.isEmpty else { return nil }
        return try RunLengths(size: target, counts: builder.counts(of: target.height * target.width))
    }

    /// The rows of pixels inside, in one column of samples.
    private func ranges(_ column: Int, _ rows: NearestAxis) -> [Range<Int>] {
        let height = probabilities.height
        var ranges: [Range<Int>] = []
        var row = 0
        while row < height {
            let start = row
            let value = inside[column * height + row]
            while row < height, inside[column * height + row] == value { row += 1 }
            let pixels = rows.pixels(of: start..<row)
            if value != 0, !pixels.isEmpty { ranges.append(pixels) }
        }
        return ranges
    }
}

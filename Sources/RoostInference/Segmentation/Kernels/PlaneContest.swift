/// Which of several planes is greatest at each pixel, once they are enlarged to an image's size.
///
/// Planes are enlarged as ``BilinearAxis`` says and multiplied by a factor, but only where it matters: between four
/// neighbouring samples an enlarged plane stays within their extremes, so no plane can win there whose greatest corner
/// is below the least corner of another. Of hundreds of planes a few are left, and most often one, whose pixels need no
/// arithmetic at all. Of equal planes the first wins, as in `torch.argmax`.
///
/// The planes must be finite.
struct PlaneContest<Source: PlaneSource> {
    private var source: Source
    private let rows: BilinearAxis
    private let columns: BilinearAxis
    private let factors: [Float]
    /// From which value a pixel counts as ``Result/reached``; `nil` when nobody asks.
    private let threshold: Float?

    struct Result {
        /// The place of the winner for each pixel, column by column.
        var winners: [UInt16]
        /// For each plane, how many pixels of it reach the threshold.
        var reached: [Int]
    }

    /// - Parameters:
    ///   - source: at most 65,535 planes.
    ///   - rows: how its rows become those of the image.
    ///   - columns: how its columns do.
    ///   - factors: one for each plane, none negative; all 1 by default.
    ///   - threshold: from which value a pixel is counted.
    init(
        _ source: Source,
        rows: BilinearAxis,
        columns: BilinearAxis,
        factors: [Float]? = nil,
        threshold: Float? = nil
    ) {
        self.source = source
        self.rows = rows
        self.columns = columns
        self.factors = factors ?? [Float](repeating: 1, count: source.planeCount)
        self.threshold = threshold
    }

    /// Takes two rows of every plane as memory besides the result.
    consuming func result() -> Result {
        var result = Result(
            winners: [UInt16](repeating: 0, count: rows.pixelCount * columns.pixelCount),
            reached: [Int](repeating: 0, count: source.planeCount)
        )
        result.winners.withUnsafeMutableBufferPointer { winners in
            guard let winners = winners.baseAddress else { return }
            run(winners, &result.reached)
        }
        return result
    }

    /// Asks for every row once and settles the pixels between it and the next.
    private mutating func run(_ winners: UnsafeMutablePointer<UInt16>, _ reached: inout [Int]) {
        let (count, width) = (source.planeCount, source.width)
        // Eight cells are looked at together, and the cell right of them.
        let stride = (width + 7) / 8 * 8 + 8
        let memory = UnsafeMutablePointer<Float>.allocate(capacity: 2 * count * stride)
        defer { memory.deallocate() }
        var (near, far) = (memory, memory + count * stride)
        var held: Int?
        for row in 0..<rows.sampleCount where !rows.pixels(of: row).isEmpty {
            if held == row {
                swap(&near, &far)
            } else {
                load(row, into: near, stride)
            }
            let next = rows.next(row)
            load(next, into: far, stride)
            held = next
            var band = CellBand(
                near: near,
                far: far,
                stride: stride,
                factors: factors,
                pixels: rows.pixels(of: row),
                rows: rows,
                columns: columns
            )
            band.settle(winners)
            if let threshold { band.count(from: threshold, into: &reached) }
        }
    }

    /// Gets a row of every plane, its last number repeated as far as it is read.
    private mutating func load(_ row: Int, into memory: UnsafeMutablePointer<Float>, _ stride: Int) {
        source.write(row: row, into: memory, stride: stride)
        for plane in 0..<source.planeCount {
            let end = memory + plane * stride + source.width
            end.update(repeating: end[-1], count: stride - source.width)
        }
    }
}

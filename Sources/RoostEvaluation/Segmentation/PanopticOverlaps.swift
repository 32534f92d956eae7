/// How many pixels each pair of segments shares; segment 0 is none.
struct PanopticOverlaps {
    private(set) var pairs: [(truth: Int, prediction: Int, count: Int)] = []
    private(set) var truthAreas: [Int]
    private(set) var predictionAreas: [Int]
    private var counts: [UInt32: Int] = [:]

    /// Takes maps of one size.
    init(truth: PanopticMap, prediction: PanopticMap) {
        self.init(
            truth: truth.pixels,
            prediction: prediction.pixels,
            segments: (truth.segments.count, prediction.segments.count)
        )
    }

    /// - Parameters:
    ///   - truth: for each pixel 0 or 1 more than the index of its segment.
    ///   - prediction: the same, of as many pixels in the same order.
    ///   - segments: how many there are in each.
    init(truth: [UInt16], prediction: [UInt16], segments: (truth: Int, prediction: Int)) {
        truthAreas = Array(repeating: 0, count: segments.truth + 1)
        predictionAreas = Array(repeating: 0, count: segments.prediction + 1)
        // Neighbours are mostly of the same pair: only where it changes is it looked up.
        var (current, run): (UInt32, Int) = (0, 0)
        for (one, other) in zip(truth, prediction) {
            let pair = UInt32(one) << 16 | UInt32(other)
            if pair != current {
                if run > 0 { counts[current, default: 0] += run }
                (current, run) = (pair, 0)
            }
            run += 1
        }
        if run > 0 { counts[current, default: 0] += run }
        // In a fixed order, so that sums are the same every time.
        for (pair, count) in counts.sorted(by: { $0.key < $1.key }) {
            let (one, other) = (Int(pair >> 16), Int(pair & 0xFFFF))
            pairs.append((one, other, count))
            truthAreas[one] += count
            predictionAreas[other] += count
        }
    }

    subscript(_ truth: Int, _ prediction: Int) -> Int {
        counts[UInt32(truth) << 16 | UInt32(prediction)] ?? 0
    }
}

/// How many pixels each pair of segments shares; segment 0 is none.
struct PanopticOverlaps {
    private(set) var pairs: [(truth: Int, prediction: Int, count: Int)] = []
    private(set) var truthAreas: [Int]
    private(set) var predictionAreas: [Int]
    private var counts: [UInt32: Int] = [:]

    /// Takes maps of one size.
    init(truth: PanopticMap, prediction: PanopticMap) {
        truthAreas = Array(repeating: 0, count: truth.segments.count + 1)
        predictionAreas = Array(repeating: 0, count: prediction.segments.count + 1)
        // Neighbours are mostly of the same pair: only where it changes is it looked up.
        var (current, run): (UInt32, Int) = (0, 0)
        for (one, other) in zip(truth.pixels, prediction.pixels) {
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

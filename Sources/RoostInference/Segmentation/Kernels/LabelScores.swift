/// How much each label is at each pixel: the sum over all masks of how likely the mask has the label, times how likely the
/// pixel belongs to the mask.
struct LabelScores: PlaneSource {
    private var masks: MaskProbabilities
    /// `[labels, masks]`.
    private let shares: [Float]
    let planeCount: Int
    private var probabilities: [Float]

    var height: Int { masks.height }
    var width: Int { masks.width }

    /// - Parameters:
    ///   - masks: where the pixels come from.
    ///   - shares: for each label how likely each mask has it, `[labels, masks]`.
    init(_ masks: MaskProbabilities, shares: [Float]) {
        self.masks = masks
        self.shares = shares
        planeCount = shares.count / max(1, masks.planeCount)
        probabilities = [Float](repeating: 0, count: masks.planeCount * Self.stride(masks.width))
    }

    mutating func write(row: Int, into rows: UnsafeMutablePointer<Float>, stride: Int) {
        let own = Self.stride(width)
        probabilities.withUnsafeMutableBufferPointer { probabilities in
            guard let numbers = probabilities.baseAddress else { return }
            masks.write(row: row, into: numbers, stride: own)
        }
        for start in Swift.stride(from: 0, to: width, by: 8) {
            for label in Swift.stride(from: 0, to: planeCount, by: 4) {
                add(label, start, into: rows + start, stride)
            }
        }
    }

    /// Eight pixels of up to four labels.
    private func add(_ label: Int, _ start: Int, into rows: UnsafeMutablePointer<Float>, _ stride: Int) {
        let own = Self.stride(width)
        let count = masks.planeCount
        let labels = min(4, planeCount - label)
        var sums = (SIMD8<Float>(), SIMD8<Float>(), SIMD8<Float>(), SIMD8<Float>())
        probabilities.withUnsafeBytes { probabilities in
            shares.withUnsafeBufferPointer { shares in
                // Of labels that are not there, the last is added again and not written.
                let places = (0..<4).map { (label + min($0, labels - 1)) * count }
                for mask in 0..<count {
                    let numbers = probabilities.loadUnaligned(
                        fromByteOffset: (mask * own + start) * 4,
                        as: SIMD8<Float>.self
                    )
                    sums.0 += numbers * shares[places[0] + mask]
                    sums.1 += numbers * shares[places[1] + mask]
                    sums.2 += numbers * shares[places[2] + mask]
                    sums.3 += numbers * shares[places[3] + mask]
                }
            }
        }
        for (index, sum) in [sums.0, sums.1, sums.2, sums.3].prefix(labels).enumerated() {
            let target = UnsafeMutableRawPointer(rows + (label + index) * stride)
            target.storeBytes(of: sum, as: SIMD8<Float>.self)
        }
    }

    private static func stride(_ width: Int) -> Int { (width + 7) / 8 * 8 }
}

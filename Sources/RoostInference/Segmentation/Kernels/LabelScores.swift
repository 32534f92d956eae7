/// How much each label is at each pixel: the sum over all masks of how likely the mask has the label, times how likely the
/// pixel belongs to the mask.
struct LabelScores: PlaneSource {
    private var masks: MaskProbabilities
    let planeCount: Int
    /// `[labels / 4, masks]`, four labels side by side; 0 for those that are not there.
    private let shares: [SIMD4<Float>]
    /// A row of every mask.
    private var probabilities: [Float]

    var height: Int { masks.height }
    var width: Int { masks.width }

    /// - Parameters:
    ///   - masks: where the pixels come from.
    ///   - shares: for each label how likely each mask has it, `[labels, masks]`.
    init(_ masks: MaskProbabilities, shares: [Float]) {
        let count = masks.planeCount
        let labels = shares.count / max(1, count)
        var fours = [SIMD4<Float>](repeating: .zero, count: (labels + 3) / 4 * count)
        for label in 0..<labels {
            for mask in 0..<count { fours[label / 4 * count + mask][label % 4] = shares[label * count + mask] }
        }
        self.masks = masks
        self.shares = fours
        planeCount = labels
        probabilities = [Float](repeating: 0, count: count * Self.stride(masks.width))
    }

    mutating func write(row: Int, into rows: UnsafeMutablePointer<Float>, stride: Int) {
        let own = Self.stride(width)
        let (width, count, labels) = (width, masks.planeCount, planeCount)
        probabilities.withUnsafeMutableBufferPointer { probabilities in
            guard let numbers = probabilities.baseAddress else { return }
            masks.write(row: row, into: numbers, stride: own)
            shares.withUnsafeBufferPointer { shares in
                for start in Swift.stride(from: 0, to: width, by: 8) {
                    for four in 0..<(labels + 3) / 4 {
                        let part = UnsafeBufferPointer(rebasing: shares[four * count..<(four + 1) * count])
                        let sums = Self.sums(part, numbers + start, own)
                        let target = rows + four * 4 * stride + start
                        Self.store(sums.0, target)
                        if four * 4 + 1 < labels { Self.store(sums.1, target + stride) }
                        if four * 4 + 2 < labels { Self.store(sums.2, target + 2 * stride) }
                        if four * 4 + 3 < labels { Self.store(sums.3, target + 3 * stride) }
                    }
                }
            }
        }
    }

    /// Eight pixels of four labels.
    @inline(__always)
    private static func sums(
        _ shares: UnsafeBufferPointer<SIMD4<Float>>,
        _ numbers: UnsafeMutablePointer<Float>,
        _ stride: Int
    ) -> (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>) {
        var sums = (SIMD8<Float>(), SIMD8<Float>(), SIMD8<Float>(), SIMD8<Float>())
        var place = UnsafeRawPointer(numbers)
        for share in shares {
            let eight = place.loadUnaligned(as: SIMD8<Float>.self)
            sums.0 += eight * share[0]
            sums.1 += eight * share[1]
            sums.2 += eight * share[2]
            sums.3 += eight * share[3]
            place += stride * 4
        }
        return sums
    }

    @inline(__always)
    private static func store(_ eight: SIMD8<Float>, _ target: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(target).storeBytes(of: eight, as: SIMD8<Float>.self)
    }

    private static func stride(_ width: Int) -> Int { (width + 7) / 8 * 8 }
}

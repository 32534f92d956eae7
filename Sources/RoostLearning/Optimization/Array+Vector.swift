/// Vectors of the optimisers. Sums are taken in eight strands, always the same, so results do not change from run to run.
extension [Double] {
    /// The inner product with a vector of the same length.
    func dot(_ other: [Double]) -> Double {
        withUnsafeBufferPointer { a in
            other.withUnsafeBufferPointer { b in
                var strands = SIMD8<Double>.zero
                let whole = a.count & ~7
                for start in stride(from: 0, to: whole, by: 8) {
                    var x = SIMD8<Double>.zero
                    var y = SIMD8<Double>.zero
                    for lane in 0..<8 {
                        x[lane] = a[start + lane]
                        y[lane] = b[start + lane]
                    }
                    strands += x * y
                }
                var sum = strands.sum()
                for index in whole..<a.count { sum += a[index] * b[index] }
                return sum
            }
        }
    }

    /// Adds a multiple of a vector of the same length.
    mutating func add(_ factor: Double, _ other: [Double]) {
        withUnsafeMutableBufferPointer { a in
            other.withUnsafeBufferPointer { b in
                for index in a.indices { a[index] += factor * b[index] }
            }
        }
    }

    /// The largest absolute value; NaN when there is one.
    var largestMagnitude: Double {
        var largest = 0.0
        for element in self {
            guard !element.isNaN else { return .nan }
            largest = Swift.max(largest, abs(element))
        }
        return largest
    }
}

/// The cells between two rows of samples of several planes: each has four corners and the pixels between them.
struct CellBand {
    /// The upper row of each plane, and the lower one, each `stride` apart.
    let near: UnsafeMutablePointer<Float>
    let far: UnsafeMutablePointer<Float>
    let stride: Int
    let factors: [Float]
    /// The rows of pixels between them.
    let pixels: Range<Int>
    let rows: BilinearAxis
    let columns: BilinearAxis

    /// A plane's cells, eight at once.
    private struct Cells {
        let least: SIMD8<Float>
        let greatest: SIMD8<Float>
    }

    /// Writes for each pixel which plane is greatest there.
    mutating func settle(_ winners: UnsafeMutablePointer<UInt16>) {
        withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 8 * factors.count) { lists in
            for first in Swift.stride(from: 0, to: columns.sampleCount, by: 8) {
                let counts = findCandidates(first, lists)
                for lane in 0..<min(8, columns.sampleCount - first) where !columns.pixels(of: first + lane).isEmpty {
                    let start = lane * factors.count
                    let candidates = UnsafeMutableBufferPointer(rebasing: lists[start..<start + Int(counts[lane])])
                    settle(first + lane, candidates, winners)
                }
            }
        }
    }

    /// Which planes can be greatest in each of eight cells: `counts[lane]` of them from `lane · planes` on.
    private func findCandidates(_ first: Int, _ lists: UnsafeMutableBufferPointer<UInt16>) -> SIMD8<Int32> {
        var bound = SIMD8<Float>(repeating: -.infinity)
        for plane in factors.indices {
            let least = cells(plane, first).least
            bound = bound.replacing(with: least, where: least .> bound)
        }
        // Rounding moves a value between corners by less than this.
        bound -= bound.magnitudes * 4e-6 + 1e-30
        var counts = SIMD8<Int32>(repeating: 0)
        for plane in factors.indices {
            let hits = unsafeBitCast(cells(plane, first).greatest .>= bound, to: SIMD8<Int32>.self)
            let pairs = unsafeBitCast(hits, to: SIMD4<UInt64>.self)
            guard pairs[0] | pairs[1] | pairs[2] | pairs[3] != 0 else { continue }
            for lane in 0..<8 where hits[lane] != 0 {
                lists[lane * factors.count + Int(counts[lane])] = UInt16(truncatingIfNeeded: plane)
                counts[lane] &+= 1
            }
        }
        return counts
    }

    /// Compares the candidates at every pixel of one cell.
    private func settle(
        _ cell: Int,
        _ candidates: UnsafeMutableBufferPointer<UInt16>,
        _ winners: UnsafeMutablePointer<UInt16>
    ) {
        let height = rows.pixelCount
        for column in columns.pixels(of: cell) {
            let place = winners + column * height
            guard candidates.count > 1 else {
                (place + pixels.lowerBound).update(repeating: candidates[0], count: pixels.count)
                continue
            }
            for start in Swift.stride(from: pixels.lowerBound, to: pixels.upperBound, by: 4) {
                var best = SIMD4<Float>(repeating: -.infinity)
                var winner = SIMD4<Int32>(repeating: 0)
                for candidate in candidates {
                    let values = values(Int(candidate), cell, column, from: start)
                    let isGreater = values .> best
                    best.replace(with: values, where: isGreater)
                    winner.replace(with: Int32(candidate), where: isGreater)
                }
                for lane in 0..<min(4, pixels.upperBound - start) {
                    place[start + lane] = UInt16(truncatingIfNeeded: winner[lane])
                }
            }
        }
    }

    /// Adds for each plane how many pixels have at least the value `threshold`.
    func count(from threshold: Float, into counts: inout [Int]) {
        let slack = abs(threshold) * 4e-6 + 1e-30
        for plane in factors.indices {
            for first in Swift.stride(from: 0, to: columns.sampleCount, by: 8) {
                let cells = cells(plane, first)
                for lane in 0..<min(8, columns.sampleCount - first) {
                    let width = columns.pixels(of: first + lane).count
                    if cells.least[lane] >= threshold + slack {
                        counts[plane] += width * pixels.count
                    } else if cells.greatest[lane] >= threshold - slack {
                        counts[plane] += count(from: threshold, plane, first + lane)
                    }
                }
            }
        }
    }

    private func count(from threshold: Float, _ plane: Int, _ cell: Int) -> Int {
        var count = 0
        for column in columns.pixels(of: cell) {
            for start in Swift.stride(from: pixels.lowerBound, to: pixels.upperBound, by: 4) {
                let values = values(plane, cell, column, from: start)
                for lane in 0..<min(4, pixels.upperBound - start) where values[lane] >= threshold { count += 1 }
            }
        }
        return count
    }

    /// A plane at four pixels below each other; those behind the last row mean nothing.
    @inline(__always)
    private func values(_ plane: Int, _ cell: Int, _ column: Int, from row: Int) -> SIMD4<Float> {
        let (left, right) = (columns.nearWeights[column], columns.farWeights[column])
        let corner = plane * stride + cell
        let upper = left * near[corner] + right * near[corner + 1]
        let lower = left * far[corner] + right * far[corner + 1]
        let nearWeights = rows.nearWeights.four(from: row)
        let farWeights = rows.farWeights.four(from: row)
        return (nearWeights * upper + farWeights * lower) * factors[plane]
    }

    /// The extremes of a plane in eight cells.
    @inline(__always)
    private func cells(_ plane: Int, _ first: Int) -> Cells {
        let start = plane * stride + first
        let (a, b) = (Self.eight(near + start), Self.eight(near + start + 1))
        let (c, d) = (Self.eight(far + start), Self.eight(far + start + 1))
        let factor = factors[plane]
        return Cells(
            least: Self.least(Self.least(a, b), Self.least(c, d)) * factor,
            greatest: Self.greatest(Self.greatest(a, b), Self.greatest(c, d)) * factor
        )
    }

    @inline(__always)
    private static func eight(_ numbers: UnsafeMutablePointer<Float>) -> SIMD8<Float> {
        UnsafeRawPointer(numbers).loadUnaligned(as: SIMD8<Float>.self)
    }

    @inline(__always)
    private static func least(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
        b.replacing(with: a, where: a .< b)
    }

    @inline(__always)
    private static func greatest(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
        b.replacing(with: a, where: a .> b)
    }
}

extension [Float] {
    @inline(__always)
    fileprivate func four(from start: Int) -> SIMD4<Float> {
        withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start * 4, as: SIMD4<Float>.self) }
    }
}

extension SIMD8<Float> {
    fileprivate var magnitudes: SIMD8<Float> { replacing(with: -self, where: self .< 0) }
}

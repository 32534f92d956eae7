/// One pass of a resize, along rows or down columns, in the fixed point of Pillow's 8-bit resampling.
///
/// Weights have 22 bits behind the point, are normalised in floating point and rounded half away from zero; a sum is
/// rounded half up and clipped to a byte, so that a second pass starts from bytes again.
struct Resampling {
    private static let bits: Int32 = 22
    private static let half: Int32 = 1 << (bits - 1)
    private static let halves = Pair(half) << 32 | Pair(half)

    /// For each output sample the first input sample it is made of, and how many follow.
    private let taps: [(start: Int, count: Int)]
    /// `taken` weights for each output sample, of which the first `count` are used.
    private var weights: [Int32]
    private let taken: Int

    /// The input samples that any output sample needs.
    var inputRange: Range<Int> {
        guard let first = taps.first, let last = taps.last else { return 0..<0 }
        return first.start..<last.start + last.count
    }

    /// The samples `range` of a line of `outputCount` samples made from a line of `inputCount`.
    init(_ inputCount: Int, _ outputCount: Int, _ range: Range<Int>, _ filter: ResamplingFilter) {
        let scale = Double(inputCount) / Double(outputCount)
        let filterScale = max(scale, 1)
        let support = filter.support * filterScale
        let centers = range.map { (Double($0) + 0.5) * scale }
        taps = centers.map { center in
            let start = max(0, Int(center - support + 0.5))
            return (start, min(inputCount, Int(center + support + 0.5)) - start)
        }
        taken = taps.reduce(0) { max($0, $1.count) }
        weights = [Int32](repeating: 0, count: taken * range.count)
        var real = [Double](repeating: 0, count: taken)
        for (row, (start, count)) in taps.enumerated() {
            var sum = 0.0
            for tap in 0..<count {
                real[tap] = filter.weight((Double(tap + start) - centers[row] + 0.5) * (1 / filterScale))
                sum += real[tap]
            }
            for tap in 0..<count {
                let fixed = (sum != 0 ? real[tap] / sum : real[tap]) * Double(1 << Self.bits)
                weights[row * taken + tap] = Int32(fixed < 0 ? fixed - 0.5 : fixed + 0.5)
            }
        }
    }

    /// Scales `rows` of `image` in width; its first column is column `origin` of the line that the weights speak of.
    func horizontally(_ image: Image, rows: Range<Int>, startingAt origin: Int = 0) -> Image {
        let channels = image.format.channels
        let (line, outputLine) = (image.size.width * channels, taps.count * channels)
        let samples = [UInt8](unsafeUninitializedCapacity: rows.count * outputLine) { output, written in
            image.pixels.withUnsafeBufferPointer { input in
                withUnsafeTemporaryAllocation(of: Pair.self, capacity: line) { buffer in
                    guard let out = output.baseAddress, let base = input.baseAddress, let pairs = buffer.baseAddress
                    else { return }
                    for row in stride(from: 0, to: rows.count, by: 2) {
                        // The last row of an odd count is its own partner.
                        let partner = min(row + 1, rows.count - 1)
                        let first = base + (rows.lowerBound + row) * line
                        let second = base + (rows.lowerBound + partner) * line
                        for index in 0..<line { pairs[index] = Pair(first[index]) | Pair(second[index]) << 32 }
                        let source = pairs - origin * channels
                        let targets = (out + row * outputLine, out + partner * outputLine)
                        channels == 3 ? colours(source, targets) : greys(source, targets)
                    }
                }
            }
            written = rows.count * outputLine
        }
        return Image(size: ImageSize(height: rows.count, width: taps.count), format: image.format, pixels: samples)
    }

    /// Scales `image` in height; its first row is row `origin` of the line that the weights speak of.
    func vertically(_ image: Image, startingAt origin: Int) -> Image {
        let target = ImageSize(height: taps.count, width: image.size.width)
        let line = target.width * image.format.channels
        let samples = [UInt8](unsafeUninitializedCapacity: target.height * line) { output, written in
            image.pixels.withUnsafeBufferPointer { input in
                weights.withUnsafeBufferPointer { weights in
                    guard let out = output.baseAddress, let base = input.baseAddress, let k = weights.baseAddress else {
                        return
                    }
                    for (row, tap) in taps.enumerated() {
                        let first = base + (tap.start - origin) * line
                        Self.blend(first, line, tap.count, k + row * taken, out + row * line)
                    }
                }
            }
            written = target.height * line
        }
        return Image(size: target, format: image.format, pixels: samples)
    }

    /// Two samples that lie 32 bits apart in one integer, summed with one multiplication.
    private typealias Pair = Int64

    private typealias Targets = (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt8>)

    private func colours(_ line: UnsafePointer<Pair>, _ targets: Targets) {
        weights.withUnsafeBufferPointer { weights in
            guard var k = weights.baseAddress else { return }
            var (first, second) = targets
            for tap in taps {
                var (red, green, blue) = (Self.halves, Self.halves, Self.halves)
                var source = line + tap.start * 3
                for index in 0..<tap.count {
                    let weight = Int64(k[index])
                    red &+= source[0] &* weight
                    green &+= source[1] &* weight
                    blue &+= source[2] &* weight
                    source += 3
                }
                (first[0], second[0]) = Self.bytes(red)
                (first[1], second[1]) = Self.bytes(green)
                (first[2], second[2]) = Self.bytes(blue)
                first += 3
                second += 3
                k += taken
            }
        }
    }

    private func greys(_ line: UnsafePointer<Pair>, _ targets: Targets) {
        weights.withUnsafeBufferPointer { weights in
            guard let k = weights.baseAddress else { return }
            for (column, tap) in taps.enumerated() {
                var sum = Self.halves
                for index in 0..<tap.count {
                    sum &+= line[tap.start + index] &* Int64(k[column * taken + index])
                }
                (targets.0[column], targets.1[column]) = Self.bytes(sum)
            }
        }
    }

    /// The weighted sum of `count` lines of `length` bytes, 16 bytes at a time.
    @inline(__always)
    private static func blend(
        _ first: UnsafePointer<UInt8>,
        _ length: Int,
        _ count: Int,
        _ weights: UnsafePointer<Int32>,
        _ out: UnsafeMutablePointer<UInt8>
    ) {
        var column = 0
        while column + 16 <= length {
            var sums = SIMD16<Int32>(repeating: half)
            var source = UnsafeRawPointer(first + column)
            for index in 0..<count {
                let samples = source.loadUnaligned(as: SIMD16<UInt8>.self)
                sums &+= SIMD16<Int32>(truncatingIfNeeded: samples) &* weights[index]
                source += length
            }
            let bytes = (sums &>> bits).clamped(lowerBound: .zero, upperBound: SIMD16(repeating: 255))
            UnsafeMutableRawPointer(out + column).storeBytes(
                of: SIMD16<UInt8>(truncatingIfNeeded: bytes),
                as: SIMD16<UInt8>.self
            )
            column += 16
        }
        while column < length {
            var sum = half
            for index in 0..<count { sum &+= Int32(first[index * length + column]) &* weights[index] }
            out[column] = byte(sum)
            column += 1
        }
    }

    @inline(__always)
    private static func bytes(_ sum: Pair) -> (UInt8, UInt8) {
        let low = Int32(truncatingIfNeeded: sum)
        return (byte(low), byte(Int32(truncatingIfNeeded: (sum &- Int64(low)) >> 32)))
    }

    @inline(__always)
    private static func byte(_ sum: Int32) -> UInt8 {
        UInt8(truncatingIfNeeded: min(max(sum >> bits, 0), 255))
    }
}

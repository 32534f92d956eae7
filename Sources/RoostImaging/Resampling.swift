/// One pass of a resize, along rows or down columns, in the fixed point of Pillow's 8-bit resampling.
///
/// Weights have 22 bits behind the point, are normalised in floating point and rounded half away from zero; a sum is
/// rounded half up and clipped to a byte, so that a second pass starts from bytes again.
struct Resampling {
    private static let bits: Int32 = 22
    private static let half: Int32 = 1 << (bits - 1)

    /// For each output sample the first input sample it is made of, and how many follow.
    private var taps: [(start: Int, count: Int)] = []
    /// `stride` weights for each output sample, of which the first `count` are used.
    private var weights: [Int32]
    private let stride: Int

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
        stride = Int(support.rounded(.up)) * 2 + 1
        weights = [Int32](repeating: 0, count: stride * range.count)
        taps.reserveCapacity(range.count)
        var real = [Double](repeating: 0, count: stride)
        for (row, output) in range.enumerated() {
            let center = (Double(output) + 0.5) * scale
            let start = max(0, Int(center - support + 0.5))
            let count = min(inputCount, Int(center + support + 0.5)) - start
            var sum = 0.0
            for tap in 0..<count {
                real[tap] = filter.weight((Double(tap + start) - center + 0.5) * (1 / filterScale))
                sum += real[tap]
            }
            for tap in 0..<count {
                let fixed = (sum != 0 ? real[tap] / sum : real[tap]) * Double(1 << Self.bits)
                weights[row * stride + tap] = Int32(fixed < 0 ? fixed - 0.5 : fixed + 0.5)
            }
            taps.append((start, count))
        }
    }

    /// Scales `rows` of `image` in width; its first column is column `origin` of the line that the weights speak of.
    func horizontally(_ image: Image, rows: Range<Int>, startingAt origin: Int = 0) -> Image {
        let channels = image.format.channels
        let target = ImageSize(height: rows.count, width: taps.count)
        let total = target.height * target.width * channels
        let samples = [UInt8](unsafeUninitializedCapacity: total) { output, written in
            image.pixels.withUnsafeBufferPointer { input in
                weights.withUnsafeBufferPointer { weights in
                    guard var out = output.baseAddress, let base = input.baseAddress, let k = weights.baseAddress else {
                        return
                    }
                    for row in rows {
                        let line = base + (row * image.size.width - origin) * channels
                        channels == 3 ? colours(line, k, out) : greys(line, k, out)
                        out += target.width * channels
                    }
                }
            }
            written = total
        }
        return Image(size: target, format: image.format, pixels: samples)
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
                        Self.blend(first, line, tap.count, k + row * stride, out + row * line)
                    }
                }
            }
            written = target.height * line
        }
        return Image(size: target, format: image.format, pixels: samples)
    }

    @inline(__always)
    private func colours(
        _ line: UnsafePointer<UInt8>,
        _ weights: UnsafePointer<Int32>,
        _ out: UnsafeMutablePointer<UInt8>
    ) {
        var (k, out) = (weights, out)
        for tap in taps {
            var (red, green, blue) = (Self.half, Self.half, Self.half)
            var source = line + tap.start * 3
            for index in 0..<tap.count {
                red &+= Int32(source[0]) &* k[index]
                green &+= Int32(source[1]) &* k[index]
                blue &+= Int32(source[2]) &* k[index]
                source += 3
            }
            out[0] = Self.byte(red)
            out[1] = Self.byte(green)
            out[2] = Self.byte(blue)
            out += 3
            k += stride
        }
    }

    @inline(__always)
    private func greys(
        _ line: UnsafePointer<UInt8>,
        _ weights: UnsafePointer<Int32>,
        _ out: UnsafeMutablePointer<UInt8>
    ) {
        for (column, tap) in taps.enumerated() {
            let (source, k) = (line + tap.start, weights + column * stride)
            var sum = Self.half
            for index in 0..<tap.count { sum &+= Int32(source[index]) &* k[index] }
            out[column] = Self.byte(sum)
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
    private static func byte(_ sum: Int32) -> UInt8 {
        UInt8(truncatingIfNeeded: min(max(sum >> bits, 0), 255))
    }
}

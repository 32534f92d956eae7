import RoostTensors

extension SafetensorsFile {
    /// How far the numbers of two files are apart at most.
    ///
    /// Blocks while it reads both.
    ///
    /// - Parameter other: a file of the same tensors.
    /// - Returns: the largest absolute difference of two elements at the same place; `nil` when the files do not hold
    ///   the same tensors of floating-point numbers.
    package func largestDifference(to other: SafetensorsFile) -> Double? {
        defer { withExtendedLifetime((self, other)) {} }
        guard header.entries.count == other.header.entries.count else { return nil }
        var largest = 0.0
        for (name, entry) in header.entries {
            guard let twin = other.header[name], twin.type == entry.type, twin.shape == entry.shape,
                let difference = Self.largestDifference(bytes(of: entry), other.bytes(of: twin), entry.type)
            else { return nil }
            largest = max(largest, difference)
        }
        return largest
    }

    private static func largestDifference(
        _ left: UnsafeRawBufferPointer,
        _ right: UnsafeRawBufferPointer,
        _ type: ElementType
    ) -> Double? {
        switch type {
        case .float64: largestDifference(left, right) { (value: Double) in value }
        case .float32: largestDifference(left, right) { (value: Float) in Double(value) }
        case .float16: largestDifference(left, right) { (value: UInt16) in Double(Float(halfBits: value)) }
        case .bfloat16:
            largestDifference(left, right) { (value: UInt16) in
                Double(Float(bitPattern: UInt32(value) << 16))
            }
        default: left.elementsEqual(right) ? 0 : nil
        }
    }

    private static func largestDifference<Element: BitwiseCopyable>(
        _ left: UnsafeRawBufferPointer,
        _ right: UnsafeRawBufferPointer,
        _ value: (Element) -> Double
    ) -> Double? {
        let stride = MemoryLayout<Element>.stride
        var largest = 0.0
        for place in Swift.stride(from: 0, to: left.count, by: stride) {
            let before = value(left.loadUnaligned(fromByteOffset: place, as: Element.self))
            let after = value(right.loadUnaligned(fromByteOffset: place, as: Element.self))
            let difference = abs(before - after)
            guard !difference.isNaN else { return nil }
            largest = max(largest, difference)
        }
        return largest
    }
}

extension Float {
    /// A number of IEEE 754's binary16.
    fileprivate init(halfBits: UInt16) {
        let exponent = Int(halfBits >> 10 & 0x1F)
        let fraction = Float(halfBits & 0x3FF)
        let magnitude: Float =
            switch exponent {
            case 0: fraction * 0x1p-24
            case 0x1F: fraction == 0 ? .infinity : .nan
            default: (1 + fraction * 0x1p-10) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
            }
        self = halfBits & 0x8000 == 0 ? magnitude : -magnitude
    }
}

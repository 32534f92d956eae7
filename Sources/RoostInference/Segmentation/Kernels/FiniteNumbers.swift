extension UnsafeBufferPointer<Float> {
    /// Whether none of the numbers is infinite or not a number.
    var areFinite: Bool {
        // Zero times a number is zero only when the number is finite; sixteen at once, without a branch.
        var sums = SIMD16<Float>(repeating: 0)
        let bytes = UnsafeRawBufferPointer(self)
        let whole = count / 16 * 16
        for start in stride(from: 0, to: whole, by: 16) {
            sums += bytes.loadUnaligned(fromByteOffset: start * 4, as: SIMD16<Float>.self) * 0
        }
        return sums.sum() == 0 && self[whole...].allSatisfy(\.isFinite)
    }
}

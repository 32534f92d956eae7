/// Sorts numbers below 2^31 in three passes of 11, 10 and 10 bits, into rising order.
struct RadixSort {
    private var spare: [UInt32] = []

    mutating func sort(_ keys: inout [UInt32]) {
        if spare.count != keys.count { spare = [UInt32](repeating: 0, count: keys.count) }
        pass(&keys, shift: 0, bits: 11)
        pass(&keys, shift: 11, bits: 10)
        pass(&keys, shift: 21, bits: 10)
    }

    /// Sorts by some bits and keeps the order of those that have the same.
    private mutating func pass(_ keys: inout [UInt32], shift: UInt32, bits: UInt32) {
        let mask = UInt32(1) << bits - 1
        var starts = [Int](repeating: 0, count: 1 << bits)
        for key in keys { starts[Int(key >> shift & mask)] += 1 }
        var start = 0
        for digit in starts.indices {
            let count = starts[digit]
            if count == keys.count { return }
            starts[digit] = start
            start += count
        }
        for key in keys {
            let digit = Int(key >> shift & mask)
            spare[starts[digit]] = key
            starts[digit] += 1
        }
        swap(&keys, &spare)
    }
}

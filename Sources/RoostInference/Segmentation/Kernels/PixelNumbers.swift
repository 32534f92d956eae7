import RoostImaging

/// A number for each pixel, column by column from the top left, as run-length masks count them.
struct PixelNumbers: Sendable {
    let size: ImageSize
    /// As many as `size` has pixels.
    let numbers: [UInt16]

    /// The pixels of each number below `count` as a mask.
    ///
    /// - Parameters:
    ///   - count: pixels with this number or a greater one belong to no mask.
    ///   - groups: what each number counts as, itself by default.
    /// - Returns: a mask for each number, `nil` for those that no pixel has.
    /// - Throws: ``ImageError`` when the size has more pixels than an image may.
    func masks(_ count: Int, groups: [Int]? = nil) throws(ImageError) -> [RunLengths?] {
        var builders = [RunBuilder](repeating: RunBuilder(), count: count)
        numbers.withUnsafeBufferPointer { numbers in
            var start = 0
            while start < numbers.count {
                let number = numbers[start]
                var end = start + 1
                while end < numbers.count, numbers[end] == number { end += 1 }
                let group = groups?[Int(number)] ?? Int(number)
                if group < count { builders[group].add(start..<end) }
                start = end
            }
        }
        var masks: [RunLengths?] = []
        for builder in builders {
            let counts = builder.isEmpty ? nil : builder.counts(of: numbers.count)
            masks.append(try counts.map { counts throws(ImageError) in try RunLengths(size: size, counts: counts) })
        }
        return masks
    }
}

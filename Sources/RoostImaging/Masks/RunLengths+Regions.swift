extension RunLengths {
    /// Which values an image's pixels have, each with the runs of its pixels, in the order of the values.
    ///
    /// - Parameters:
    ///   - values: row by row from the top left.
    ///   - size: of the image; it has as many pixels as there are values.
    /// - Returns: masks of that size that have every pixel once.
    static func regions<Value: BinaryInteger & Hashable>(
        of values: [Value],
        size: ImageSize
    ) -> [(value: Value, runs: RunLengths)] {
        var builders: [Value: RunBuilder] = [:]
        var last: (value: Value, start: Int)?
        var position = 0
        for x in 0..<size.width {
            for y in 0..<size.height {
                let value = values[y * size.width + x]
                if last?.value != value {
                    if let last { builders[last.value, default: RunBuilder()].add(last.start..<position) }
                    last = (value, position)
                }
                position += 1
            }
        }
        if let last { builders[last.value, default: RunBuilder()].add(last.start..<position) }
        return builders.sorted { $0.key < $1.key }.compactMap { value, builder in
            guard let runs = try? RunLengths(size: size, counts: builder.counts(of: position)) else { return nil }
            return (value, runs)
        }
    }

    private struct RunBuilder {
        private var counts: [Int] = []
        private var end = 0

        mutating func add(_ inside: Range<Int>) {
            counts.append(inside.lowerBound - end)
            counts.append(inside.count)
            end = inside.upperBound
        }

        func counts(of total: Int) -> [Int] { end < total ? counts + [total - end] : counts }
    }
}

/// A mask as alternating runs of pixels outside and inside, column by column from the top left, as COCO counts them.
package struct RunLengths: Hashable, Sendable {
    package let size: ImageSize
    /// The first run is outside and may be empty; together they have every pixel once.
    package let counts: [Int]

    /// Refuses runs that are not those of `size`.
    package init(size: ImageSize, counts: [Int], limits: ImageLimits = ImageLimits()) throws(ImageError) {
        try limits.check(size, of: "the mask")
        var left = size.width * size.height
        for run in counts {
            guard run >= 0, run <= left else { throw Self.mismatch(size) }
            left -= run
        }
        guard left == 0 else { throw Self.mismatch(size) }
        self.size = size
        self.counts = counts
    }

    /// The runs of `mask`, as few as there can be.
    package init(_ mask: Bitmap) {
        var counts: [Int] = []
        var (run, inside) = (0, false)
        for pixel in mask.pixels {
            if (pixel != 0) != inside {
                counts.append(run)
                (run, inside) = (0, !inside)
            }
            run += 1
        }
        counts.append(run)
        size = mask.size
        self.counts = counts
    }

    /// How many pixels are inside.
    package var area: Int {
        stride(from: 1, to: counts.count, by: 2).reduce(0) { $0 + counts[$1] }
    }

    /// The smallest rectangle with every pixel that is inside; `nil` when there is none.
    package var bounds: PixelBounds? {
        var bounds: PixelBounds?
        var start = 0
        for (index, run) in counts.enumerated() {
            defer { start += run }
            guard !index.isMultiple(of: 2), run > 0 else { continue }
            let (first, last) = (start, start + run - 1)
            let columns = first / size.height...last / size.height
            // A run that goes on in the next column touches the bottom of one and the top of the other.
            let rows = columns.count > 1 ? 0...size.height - 1 : first % size.height...last % size.height
            bounds = bounds?.union(columns: columns, rows: rows) ?? PixelBounds(columns: columns, rows: rows)
        }
        return bounds
    }

    private static func mismatch(_ size: ImageSize) -> ImageError {
        ImageError("the mask's runs do not add up to \(size); count every pixel once")
    }
}

/// The first and the last column and row of something.
package struct PixelBounds: Hashable, Sendable {
    package let columns: ClosedRange<Int>
    package let rows: ClosedRange<Int>

    package init(columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
        self.columns = columns
        self.rows = rows
    }

    fileprivate func union(columns: ClosedRange<Int>, rows: ClosedRange<Int>) -> PixelBounds {
        PixelBounds(
            columns: min(
                self.columns.lowerBound,
                columns.lowerBound
            )...max(
                self.columns.upperBound,
                columns.upperBound
            ),
            rows: min(self.rows.lowerBound, rows.lowerBound)...max(self.rows.upperBound, rows.upperBound)
        )
    }
}

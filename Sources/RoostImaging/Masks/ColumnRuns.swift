/// The pixels of a mask, each column's from top to bottom as runs that do not touch.
struct ColumnRuns {
    /// A run of pixels inside, in one column.
    struct Run: Equatable {
        let column: Int
        let top: Int
        /// Behind the last row.
        let bottom: Int
    }

    private(set) var runs: [Run] = []
    /// Where the runs of each column start; one more than there are columns.
    private(set) var starts: [Int]

    init(_ mask: RunLengths) {
        let (width, height) = (mask.size.width, mask.size.height)
        starts = []
        starts.reserveCapacity(width + 1)
        var start = 0
        for (index, count) in mask.counts.enumerated() {
            let end = start + count
            if !index.isMultiple(of: 2) {
                // A run that goes on in the next column is cut at its top.
                while start < end {
                    let column = start / height
                    let stop = min(end, (column + 1) * height)
                    add(column, start - column * height, stop - column * height)
                    start = stop
                }
            }
            start = end
        }
        while starts.count <= width { starts.append(runs.count) }
    }

    private mutating func add(_ column: Int, _ top: Int, _ bottom: Int) {
        while starts.count <= column { starts.append(runs.count) }
        if starts[column] < runs.count, let last = runs.last, last.bottom == top {
            runs[runs.count - 1] = Run(column: column, top: last.top, bottom: bottom)
        } else {
            runs.append(Run(column: column, top: top, bottom: bottom))
        }
    }

    /// The runs of `column`; none outside of the image.
    func places(in column: Int) -> Range<Int> {
        column >= 0 && column + 1 < starts.count ? starts[column]..<starts[column + 1] : 0..<0
    }

    /// The first run of `column` that ends below `row`.
    func first(in column: Int, endingBelow row: Int) -> Int? {
        let places = places(in: column)
        var (low, high) = (places.lowerBound, places.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].bottom > row { high = middle } else { low = middle + 1 }
        }
        return low < places.upperBound ? low : nil
    }

    /// The last run of `column` that starts above `row`.
    func last(in column: Int, startingAbove row: Int) -> Int? {
        let places = places(in: column)
        var (low, high) = (places.lowerBound, places.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].top < row { low = middle + 1 } else { high = middle }
        }
        return low > places.lowerBound ? low - 1 : nil
    }

    /// The run of `column` that has the pixel in `row`.
    func run(in column: Int, at row: Int) -> Int? {
        guard let place = first(in: column, endingBelow: row), runs[place].top <= row else { return nil }
        return place
    }
}

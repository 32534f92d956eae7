/// A mask with a bit for each pixel, column by column, so that 64 pixels are eroded at a time.
struct ColumnBits {
    let width: Int
    let height: Int
    private let stride: Int
    private var words: [UInt64]

    init(_ runs: ArraySlice<UInt32>, width: Int, height: Int) {
        self.width = width
        self.height = height
        stride = (height + 63) / 64
        words = [UInt64](repeating: 0, count: width * stride)
        var position = 0
        for (index, run) in runs.enumerated() {
            if !index.isMultiple(of: 2) { fill(from: position, count: Int(run)) }
            position += Int(run)
        }
    }

    /// What is left of the mask when everything within `distance` pixels of its outside is taken away.
    ///
    /// Distance is the larger of that in columns and in rows; what lies beyond the image is outside.
    func eroded(by distance: Int) -> ColumnBits {
        guard distance < min(width, height) else {
            return ColumnBits([], width: width, height: height)
        }
        var result = self
        result.erodeRows(2 * distance + 1, distance)
        result.erodeColumns(2 * distance + 1, distance)
        return result
    }

    /// The pixels that are here and not in `other`, run by run.
    func forEachRun(without other: ColumnBits, _ body: (_ length: Int, _ inside: Bool) -> Void) {
        for column in 0..<width {
            var row = 0
            while row < height {
                let word = column * stride + row / 64
                let bits = (words[word] & ~other.words[word]) >> UInt64(row % 64)
                let inside = bits & 1 == 1
                let length = min((inside ? ~bits : bits).trailingZeroBitCount, 64 - row % 64, height - row)
                body(length, inside)
                row += length
            }
        }
    }

    private mutating func fill(from first: Int, count: Int) {
        var (position, left) = (first, count)
        while left > 0 {
            let (column, row) = position.quotientAndRemainder(dividingBy: height)
            let length = min(64 - row % 64, height - row, left)
            let ones = length == 64 ? UInt64.max : (1 << UInt64(length)) - 1
            words[column * stride + row / 64] |= ones << UInt64(row % 64)
            position += length
            left -= length
        }
    }

    /// Keeps a pixel if all of the `window` rows around it are inside: the window doubles until it is whole.
    private mutating func erodeRows(_ window: Int, _ before: Int) {
        var reach = 1
        while reach < window {
            let step = min(reach, window - reach)
            andRows(shiftedBy: step)
            reach += step
        }
        shiftRows(by: before)
    }

    /// Ands each pixel with the one `step` rows below; below the last row is outside.
    private mutating func andRows(shiftedBy step: Int) {
        let (whole, part) = step.quotientAndRemainder(dividingBy: 64)
        for column in 0..<width {
            let (first, end) = (column * stride, (column + 1) * stride)
            for word in first..<end {
                let low = word + whole < end ? words[word + whole] >> UInt64(part) : 0
                let high = part > 0 && word + whole + 1 < end ? words[word + whole + 1] << UInt64(64 - part) : 0
                words[word] &= low | high
            }
        }
    }

    /// Moves each pixel `step` rows down.
    private mutating func shiftRows(by step: Int) {
        let (whole, part) = step.quotientAndRemainder(dividingBy: 64)
        for column in 0..<width {
            let first = column * stride
            for word in (first..<first + stride).reversed() {
                let high = word - whole >= first ? words[word - whole] << UInt64(part) : 0
                let low = part > 0 && word - whole - 1 >= first ? words[word - whole - 1] >> UInt64(64 - part) : 0
                words[word] = high | low
            }
        }
    }

    private mutating func erodeColumns(_ window: Int, _ before: Int) {
        var reach = 1
        while reach < window {
            let step = min(reach, window - reach)
            for word in 0..<words.count {
                let next = word + step * stride
                words[word] &= next < words.count ? words[next] : 0
            }
            reach += step
        }
        for word in (0..<words.count).reversed() {
            let previous = word - before * stride
            words[word] = previous >= 0 ? words[previous] : 0
        }
    }
}

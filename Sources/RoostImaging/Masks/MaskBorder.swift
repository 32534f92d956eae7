/// The border of a mask as cycles of its horizontal sides: inside always to the right of the way.
///
/// Every run of a column has two sides, one pixel wide: its top, walked to the right, and its bottom, walked to the left.
/// What follows a side is found from the runs of the columns beside it alone. Pixels that touch at a corner only are
/// apart.
struct MaskBorder {
    /// Numbered 2 · run for tops and 2 · run + 1 for bottoms.
    typealias Side = Int

    let columns: ColumnRuns

    init(_ mask: RunLengths) {
        columns = ColumnRuns(mask)
    }

    var sideCount: Int { columns.runs.count * 2 }

    /// Where the way along `side` begins and ends.
    func points(of side: Side) -> (start: MaskPoint, end: MaskPoint) {
        let run = columns.runs[side / 2]
        let (left, right) = (run.column, run.column + 1)
        return side.isMultiple(of: 2)
            ? (MaskPoint(x: left, y: run.top), MaskPoint(x: right, y: run.top))
            : (MaskPoint(x: right, y: run.bottom), MaskPoint(x: left, y: run.bottom))
    }

    /// The side that the way goes on with, straight or after going up or down.
    func next(after side: Side) -> Side {
        side.isMultiple(of: 2) ? next(afterTopOf: side / 2) : next(afterBottomOf: side / 2)
    }

    private func next(afterTopOf place: Int) -> Side {
        let run = columns.runs[place]
        let right = run.column + 1
        if let beside = columns.run(in: right, at: run.top) {
            guard columns.runs[beside].top < run.top else { return 2 * beside }
            return up(beside, along: run.column, from: run.top)
        }
        // Down the right side, to what begins beside it or to its end.
        if let beside = columns.first(in: right, endingBelow: run.top), columns.runs[beside].top < run.bottom {
            return 2 * beside
        }
        return 2 * place + 1
    }

    private func next(afterBottomOf place: Int) -> Side {
        let run = columns.runs[place]
        let left = run.column - 1
        if let beside = columns.run(in: left, at: run.bottom - 1) {
            guard columns.runs[beside].bottom > run.bottom else { return 2 * beside + 1 }
            return down(beside, along: run.column, from: run.bottom)
        }
        // Up the left side, to what ends beside it or to its start.
        if let beside = columns.last(in: left, startingAbove: run.bottom), columns.runs[beside].bottom > run.top {
            return 2 * beside + 1
        }
        return 2 * place
    }

    /// Up the left side of a run, from `row` to its top, or to what ends in the column to the left before.
    private func up(_ place: Int, along column: Int, from row: Int) -> Side {
        if let beside = columns.last(in: column, startingAbove: row),
            columns.runs[beside].bottom > columns.runs[place].top
        {
            return 2 * beside + 1
        }
        return 2 * place
    }

    /// Down the right side of a run, from `row` to its bottom, or to what begins in the column to the right before.
    private func down(_ place: Int, along column: Int, from row: Int) -> Side {
        if let beside = columns.first(in: column, endingBelow: row),
            columns.runs[beside].top < columns.runs[place].bottom
        {
            return 2 * beside
        }
        return 2 * place + 1
    }
}

/// A corner of pixels.
struct MaskPoint: Hashable {
    let x: Int
    let y: Int
}

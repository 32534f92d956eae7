import RoostEntities

/// Many masks in one piece of memory, as alternating runs outside and inside, column by column, as COCO counts them.
package struct MaskRuns: Sendable {
    /// The first and the last column and row with a pixel inside.
    struct Bounds {
        var left = Int32.max
        var top = Int32.max
        var right = Int32.min
        var bottom = Int32.min
    }

    private var runs: [UInt32] = []
    private var ends: [Int] = []
    private(set) var widths: [Int32] = []
    private(set) var heights: [Int32] = []
    private var areas: [UInt32] = []
    private var bounds: [Bounds] = []

    package init() {}

    package var count: Int { ends.count }
    package var isEmpty: Bool { ends.isEmpty }
    /// Of all masks together.
    var runCount: Int { runs.count }

    /// How many pixels of one mask are inside.
    package func area(_ index: Int) -> Int { Int(areas[index]) }

    /// Adds a mask; neighbouring runs of one kind are joined.
    ///
    /// - Throws: `invalidArgument` for a mask without pixels, of 2³² pixels or more, or whose runs do not add up to its
    ///   size.
    package mutating func append(_ mask: Geometry.RunLengthMask) throws(RoostError) {
        let (pixels, overflow) = mask.width.multipliedReportingOverflow(by: mask.height)
        guard mask.width > 0, mask.height > 0, !overflow, pixels < 1 << 31 else {
            throw RoostError(.invalidArgument, "a mask has from 1 to 2147483647 pixels")
        }
        var left = pixels
        for run in mask.counts {
            guard run >= 0, run <= left else { break }
            left -= run
        }
        guard left == 0, mask.counts.allSatisfy({ $0 >= 0 && $0 <= pixels }) else {
            throw RoostError(
                .invalidArgument,
                "a mask's runs do not add up to its \(mask.width) x \(mask.height) pixels"
            )
        }
        var builder = begin()
        for (index, run) in mask.counts.enumerated() {
            add(run, inside: !index.isMultiple(of: 2), to: &builder)
        }
        end(builder, width: mask.width, height: mask.height)
    }

    /// The runs of one mask, the first outside.
    func runs(_ index: Int) -> ArraySlice<UInt32> {
        runs[start(index)..<ends[index]]
    }

    /// How many pixels two masks of one size share.
    func intersection(_ index: Int, with other: MaskRuns, _ otherIndex: Int) -> Int {
        guard bounds[index].touches(other.bounds[otherIndex]) else { return 0 }
        var (mine, theirs) = (start(index), other.start(otherIndex))
        let (myEnd, theirEnd) = (ends[index], other.ends[otherIndex])
        var (iAmInside, theyAreInside) = (false, false)
        var (myNext, theirNext) = (runs[mine], other.runs[theirs])
        var (position, shared): (UInt32, UInt32) = (0, 0)
        while true {
            let next = min(myNext, theirNext)
            if iAmInside, theyAreInside { shared += next - position }
            position = next
            if myNext == next {
                mine += 1
                guard mine < myEnd else { break }
                myNext += runs[mine]
                iAmInside.toggle()
            }
            if theirNext == next {
                theirs += 1
                guard theirs < theirEnd else { break }
                theirNext += other.runs[theirs]
                theyAreInside.toggle()
            }
        }
        return Int(shared)
    }

    private func start(_ index: Int) -> Int {
        index == 0 ? 0 : ends[index - 1]
    }
}

extension MaskRuns {
    /// A mask while its runs come in.
    struct Builder {
        fileprivate var current: UInt32 = 0
        fileprivate var isInside = false
    }

    func begin() -> Builder { Builder() }

    mutating func add(_ run: Int, inside: Bool, to builder: inout Builder) {
        guard run > 0 else { return }
        if inside != builder.isInside {
            runs.append(builder.current)
            builder = Builder(current: 0, isInside: inside)
        }
        builder.current += UInt32(run)
    }

    mutating func end(_ builder: Builder, width: Int, height: Int) {
        let start = ends.last ?? 0
        runs.append(builder.current)
        ends.append(runs.count)
        widths.append(Int32(width))
        heights.append(Int32(height))
        var (area, box): (UInt32, Bounds) = (0, Bounds())
        var position = 0
        for index in start..<runs.count {
            let run = Int(runs[index])
            if !(index - start).isMultiple(of: 2) {
                area += UInt32(run)
                box.insert(from: position, to: position + run - 1, height: height)
            }
            position += run
        }
        areas.append(area)
        bounds.append(box)
    }
}

extension MaskRuns.Bounds {
    func touches(_ other: Self) -> Bool {
        left <= other.right && other.left <= right && top <= other.bottom && other.top <= bottom
    }

    fileprivate mutating func insert(from first: Int, to last: Int, height: Int) {
        let (firstColumn, lastColumn) = (first / height, last / height)
        left = min(left, Int32(firstColumn))
        right = max(right, Int32(lastColumn))
        // A run that goes on in the next column touches the bottom of one and the top of the other.
        let crosses = firstColumn < lastColumn
        top = min(top, crosses ? 0 : Int32(first % height))
        bottom = max(bottom, crosses ? Int32(height - 1) : Int32(last % height))
    }
}

/// Puts the runs of a mask together from stretches of pixels inside, given from first to last.
struct RunBuilder {
    private var counts: [Int] = []
    private var end = 0

    var isEmpty: Bool { counts.isEmpty }

    /// Stretches that touch become one run.
    mutating func add(_ inside: Range<Int>) {
        if inside.lowerBound == end, !counts.isEmpty {
            counts[counts.count - 1] += inside.count
        } else {
            counts.append(inside.lowerBound - end)
            counts.append(inside.count)
        }
        end = inside.upperBound
    }

    /// The runs of a mask of `total` pixels.
    func counts(of total: Int) -> [Int] {
        end < total ? counts + [total - end] : counts
    }
}

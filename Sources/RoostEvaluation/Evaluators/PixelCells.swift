import RoostEntities

/// How many pixels of each class were answered with each, where the two differ.
///
/// Takes memory for a limited number of pairs; pixels of any further pair are counted together.
struct PixelCells: Sendable {
    static let limit = 1 << 20

    private(set) var cells: [ClassPair: Int] = [:]
    /// Pixels of pairs beyond the limit.
    private(set) var rest = 0

    /// A number that is no class: pixels without an answer.
    static let noAnswer = -1

    mutating func add(_ count: Int, truth: Int, predicted: Int) {
        let pair = ClassPair(truth: truth, predicted: predicted)
        guard cells[pair] != nil || cells.count < Self.limit else {
            rest += count
            return
        }
        cells[pair, default: 0] += count
    }

    /// The most frequent pairs, and how many pixels are in the others.
    func shown(_ labels: [String]) -> (cells: [SegmentationReport.Cell], rest: Int) {
        let sorted = cells.sorted { one, other in
            one.value > other.value || one.value == other.value && one.key < other.key
        }
        let shown = sorted.prefix(SegmentationReport.cellLimit).map { pair, count in
            SegmentationReport.Cell(
                truth: labels[pair.truth],
                predicted: pair.predicted == Self.noAnswer ? nil : labels[pair.predicted],
                count: count
            )
        }
        return (shown, rest + sorted.dropFirst(SegmentationReport.cellLimit).reduce(0) { $0 + $1.value })
    }
}

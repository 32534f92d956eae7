/// The probabilities of all items, for the curves.
///
/// They are kept in pieces, so that growing copies nothing, and read a few classes at a time.
struct KeptProbabilities: Sendable {
    private let classCount: Int
    private let rowsPerPiece: Int
    private var pieces: [[Float]] = []
    private var truths: [Int32] = []

    init(classCount: Int) {
        self.classCount = classCount
        rowsPerPiece = max(1, (1 << 20) / classCount)
    }

    var count: Int { truths.count }
    var valueCount: Int { truths.count * classCount }

    mutating func append(_ row: [Float], truth: Int) {
        if truths.count.isMultiple(of: rowsPerPiece) { pieces.append([]) }
        pieces[pieces.count - 1].append(contentsOf: row)
        truths.append(Int32(clamping: truth))
    }

    /// Of each class, one key an item, in the order of the items: see ``RankedClass/key(probability:isPositive:)``.
    ///
    /// - Parameter body: Is given a class and its keys, one class after the other.
    func forEachClass(_ body: (_ index: Int, _ keys: inout [UInt32]) -> Void) {
        // 16 neighbours share a cache line of the rows.
        for first in stride(from: 0, to: classCount, by: 16) {
            let block = first..<min(first + 16, classCount)
            var columns = Array(repeating: [UInt32](repeating: 0, count: count), count: block.count)
            for (number, piece) in pieces.enumerated() {
                for row in 0..<(piece.count / classCount) {
                    let item = number * rowsPerPiece + row
                    let truth = Int(truths[item])
                    for index in block {
                        columns[index - first][item] = RankedClass.key(
                            probability: piece[row * classCount + index],
                            isPositive: truth == index
                        )
                    }
                }
            }
            for index in block { body(index, &columns[index - first]) }
        }
    }
}

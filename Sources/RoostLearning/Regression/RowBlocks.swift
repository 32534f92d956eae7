/// How the rows of a matrix are cut up for the work on them: the same for every machine and number of threads.
///
/// A block is small enough for the processor's cache. Neighbouring blocks make a lane; a lane is worked on by one thread
/// from its start to its end, and lanes are added up in their order. So sums of floating point numbers are always taken
/// in the same order.
struct RowBlocks: Sendable {
    private static let rowsOfBlock = 512
    /// Numbers in the largest intermediate result of a block.
    private static let numbersOfBlock = 4 << 20
    private static let maximumLanes = 16
    /// Bytes of all lanes' results together.
    private static let bytesOfLanes = 256 << 20

    /// Row numbers of each lane's blocks.
    let lanes: [[Range<Int>]]
    /// Rows of the largest block.
    let size: Int

    /// - Parameters:
    ///   - rowCount: how many rows there are.
    ///   - labels: how many numbers an intermediate result has a row.
    ///   - resultSize: how many `Double`s a lane sums up.
    init(rowCount: Int, labels: Int, resultSize: Int) {
        let size = min(rowCount, max(16, min(Self.rowsOfBlock, Self.numbersOfBlock / labels)))
        let blocks = stride(from: 0, to: rowCount, by: size).map { $0..<min($0 + size, rowCount) }
        let affordable = max(1, Self.bytesOfLanes / (resultSize * 8))
        let count = min(Self.maximumLanes, affordable, blocks.count)
        lanes = (0..<count).map { lane in
            Array(blocks[lane * blocks.count / count..<(lane + 1) * blocks.count / count])
        }
        self.size = size
    }
}

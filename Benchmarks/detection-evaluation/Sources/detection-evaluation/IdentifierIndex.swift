/// The place of each identifier among all of its kind, in rising order.
struct IdentifierIndex: Sendable {
    let count: Int
    private var lowest = 0
    private var dense: [Int32] = []
    private var sparse: [Int: Int] = [:]

    init(_ identifiers: [Int]) {
        let sorted = Set(identifiers).sorted()
        count = sorted.count
        guard let first = sorted.first, let last = sorted.last else { return }
        let (span, overflow) = last.subtractingReportingOverflow(first)
        guard !overflow, span < 16 * sorted.count + 1024 else {
            sparse = Dictionary(uniqueKeysWithValues: zip(sorted, 0...))
            return
        }
        lowest = first
        dense = Array(repeating: -1, count: span + 1)
        for (place, identifier) in sorted.enumerated() { dense[identifier - first] = Int32(place) }
    }

    subscript(_ identifier: Int) -> Int? {
        guard sparse.isEmpty else { return sparse[identifier] }
        let (offset, overflow) = identifier.subtractingReportingOverflow(lowest)
        guard !overflow, dense.indices.contains(offset), dense[offset] >= 0 else { return nil }
        return Int(dense[offset])
    }
}

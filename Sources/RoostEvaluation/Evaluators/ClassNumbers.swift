import RoostEntities

/// The classes of an evaluation: the version's, then those that only the ground truth has, as they come.
struct ClassNumbers: Sendable {
    static let limit = (1 << 16) - 1

    private(set) var labels: [String] = []
    /// How many of them are the version's.
    private(set) var known = 0
    private var indices: [String: Int] = [:]

    /// - Parameter labels: the version's; one that is there twice is one class.
    /// - Throws: `failedPrecondition` without labels, `tooLarge` for too many.
    init(_ labels: [String]) throws(RoostError) {
        guard !labels.isEmpty else {
            throw RoostError(
                .failedPrecondition,
                "the version has no labels, so its answers mean nothing; push it with the names of its classes"
            )
        }
        for label in labels { _ = try number(ofTruth: label) }
        known = self.labels.count
    }

    var unknown: [String] { Array(labels.dropFirst(known)) }

    /// The number of a label, new if it is.
    ///
    /// - Throws: `tooLarge` for more labels than ``limit``.
    mutating func number(ofTruth label: String) throws(RoostError) -> Int {
        if let index = indices[label] { return index }
        guard labels.count < Self.limit else {
            throw RoostError(.tooLarge, "an evaluation has at most \(Self.limit) labels; evaluate a subset")
        }
        indices[label] = labels.count
        labels.append(label)
        return labels.count - 1
    }

    /// The number of a label that the version answered.
    ///
    /// - Throws: `failedPrecondition` for one that is none of the version's.
    func number(ofAnswer label: String, on item: SnapshotItem) throws(RoostError) -> Int {
        guard let index = indices[label], index < known else {
            throw RoostError(
                .failedPrecondition,
                "the version answered \(quoted(label)) for \(quoted(item.path.text)), which is none of its "
                    + "\(known) labels; push it with the names of all its classes"
            )
        }
        return index
    }
}

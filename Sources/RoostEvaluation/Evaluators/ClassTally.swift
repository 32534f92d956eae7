import RoostEntities

/// What is right and wrong about the objects of each class, at the working threshold.
struct ClassTally: Sendable {
    struct Entry {
        var truePositives = 0
        var errors = ObjectErrorCounts()
    }

    private var entries: [Entry] = []
    /// How often an answer with the second label is on an object of the first.
    private(set) var confusion: [ClassPair: Int] = [:]

    subscript(_ label: Int) -> Entry { entries.indices.contains(label) ? entries[label] : Entry() }

    /// Counts one object or answer: errors of answers by their label, those of objects by theirs.
    mutating func count(_ kind: ObjectOutcome.Kind, truth: Int?, predicted: Int?) {
        guard let label = kind.isFalsePositive ? predicted : truth else { return }
        while entries.count <= label { entries.append(Entry()) }
        if kind == .truePositive {
            entries[label].truePositives += 1
        } else {
            entries[label].errors.count(kind)
        }
        guard kind == .classification, let truth, let predicted else { return }
        confusion[ClassPair(truth: truth, predicted: predicted), default: 0] += 1
    }
}

/// Two classes by number, first that of the ground truth.
struct ClassPair: Hashable, Comparable, Sendable {
    let truth: Int
    let predicted: Int

    static func < (left: Self, right: Self) -> Bool { (left.truth, left.predicted) < (right.truth, right.predicted) }
}

extension ObjectCounts {
    mutating func count(_ kind: ObjectOutcome.Kind) {
        if kind == .truePositive { truePositives += 1 }
        if kind.isFalsePositive { falsePositives += 1 }
        if kind.isFalseNegative { falseNegatives += 1 }
    }
}

/// What one version's answers to some items add up to.
struct Tally {
    /// The largest k that top-k accuracy is asked for.
    static let rankLimit = 100

    private(set) var counts: ClassCounts
    private(set) var logLoss = 0.0
    /// How many labels stood in each place; the last counts all places after ``rankLimit``.
    private(set) var ranks = [Int](repeating: 0, count: rankLimit + 2)

    init(classCount: Int) {
        counts = ClassCounts(classCount: classCount)
    }

    /// One version's answers, by kind of item.
    struct Answers {
        let truths: [Int]
        let predicted: [Int]
        /// Empty unless known, as are the losses.
        let ranks: [Int]
        let losses: [Double]

        init(_ kinds: [Comparing.Kind], version: Int, isDetailed: Bool) {
            truths = kinds.map(\.truth)
            predicted = kinds.map { $0.predicted[version] }
            ranks = isDetailed ? kinds.map { min($0.ranks[version], Tally.rankLimit + 1) } : []
            losses = isDetailed ? kinds.map { $0.losses[version] } : []
        }
    }

    /// Counts `occurrences` items of each kind, and forgets what was counted before.
    mutating func count(_ occurrences: [Int], of answers: Answers) {
        counts.count(occurrences, truths: answers.truths, predicted: answers.predicted)
        guard !answers.ranks.isEmpty else { return }
        for rank in ranks.indices { ranks[rank] = 0 }
        logLoss = 0
        for kind in occurrences.indices where occurrences[kind] > 0 {
            ranks[answers.ranks[kind]] += occurrences[kind]
            logLoss += answers.losses[kind] * Double(occurrences[kind])
        }
    }

    /// How many items have their label in the first `k` places.
    func within(_ k: Int) -> Int { ranks[...k].reduce(0, +) }
}

extension ClassCounts {
    fileprivate mutating func count(_ occurrences: [Int], truths: [Int], predicted answers: [Int]) {
        clear()
        // Pointers spare the loop, which runs for every kind of every draw, all checks.
        support.withUnsafeMutableBufferPointer { support in
            predicted.withUnsafeMutableBufferPointer { predicted in
                truePositives.withUnsafeMutableBufferPointer { truePositives in
                    for kind in occurrences.indices where occurrences[kind] > 0 {
                        let (truth, answer, count) = (truths[kind], answers[kind], occurrences[kind])
                        support[truth] += count
                        predicted[answer] += count
                        if truth == answer { truePositives[truth] += count }
                    }
                }
            }
        }
    }
}

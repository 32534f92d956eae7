/// Items drawn anew, with replacement, as often as there are: what the same versions might have met with.
///
/// Items with the same label and the same answers are alike, so only how many there are of each kind is drawn.
struct Resampling {
    private let owners: [UInt32]
    private var generator: Xoshiro256
    /// How many items of each kind were drawn.
    private(set) var counts: [Int]

    /// Prepares to draw from `counts` items of each kind.
    init(of counts: [Int], seed: UInt64) {
        self.counts = counts
        generator = Xoshiro256(seed: seed)
        var owners: [UInt32] = []
        owners.reserveCapacity(counts.reduce(0, +))
        for (kind, count) in counts.enumerated() {
            owners.append(contentsOf: repeatElement(UInt32(clamping: kind), count: count))
        }
        self.owners = owners
    }

    mutating func draw() {
        // Pointers and a copy of the generator spare the loop, which runs for every item of every draw, all checks.
        var generator = generator
        counts.withUnsafeMutableBufferPointer { counts in
            owners.withUnsafeBufferPointer { owners in
                for kind in counts.indices { counts[kind] = 0 }
                let bound = UInt64(owners.count)
                for _ in owners { counts[Int(owners[Int(generator.next(below: bound))])] += 1 }
            }
        }
        self.generator = generator
    }
}

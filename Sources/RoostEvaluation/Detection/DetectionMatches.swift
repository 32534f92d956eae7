/// The detections that were matched, of some images: all others are wrong, or ignored by their size.
struct DetectionMatches: Sendable {
    /// Which thresholds a detection is matched at, and at which of them to an object that is ignored.
    struct Bits: Sendable {
        var matched: UInt16 = 0
        var ignored: UInt16 = 0
    }

    /// Where the detections are in the order of scores.
    private(set) var places: [Int32] = []
    /// How many detections of their label and image have a higher score.
    private(set) var ranks: [UInt16] = []
    /// For each detection one for each range of sizes.
    private(set) var bits: [Bits] = []
    /// Places of detections beyond the limit, which do not count at all.
    var dropped: [Int32] = []

    mutating func append(place: Int32, rank: Int, bits: [Bits]) {
        places.append(place)
        ranks.append(UInt16(rank))
        self.bits += bits
    }

    mutating func append(_ other: DetectionMatches) {
        places += other.places
        ranks += other.ranks
        bits += other.bits
        dropped += other.dropped
    }
}

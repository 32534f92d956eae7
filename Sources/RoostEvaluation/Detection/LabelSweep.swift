/// Goes through the detections of one label from the highest score down and counts what is right and wrong.
///
/// Precision has its peaks where a detection is right, and recall rises only there; so only these are kept, and the
/// many that are wrong at every threshold cost an addition.
struct LabelSweep {
    /// How many detections were right, of how many, whenever there was one more right.
    struct Track {
        var totals: [Int32] = []
        /// Where in the order of scores each right one is.
        var places: [Int32] = []
    }

    let settings: DetectionSettings
    /// For each range of sizes and threshold, what was right.
    private(set) var tracks: [Track]
    /// For each range of sizes, limit and threshold, how many were right.
    private(set) var found: [Int]

    init(_ settings: DetectionSettings) {
        self.settings = settings
        let tracks = settings.areas.count * settings.thresholds.count
        self.tracks = Array(repeating: Track(), count: tracks)
        found = Array(repeating: 0, count: tracks * settings.limits.count)
    }

    /// - Parameters:
    ///   - places: of one label, in the order of scores.
    ///   - matching: what was matched.
    mutating func run(over places: Range<Int>, of matching: DetectionMatching) {
        let (areas, thresholds) = (settings.areas.count, settings.thresholds.count)
        /// Wrong ones that were never matched, and for each track what matched ones add to them.
        var unmatched = [Int32](repeating: 0, count: areas)
        var matched = [Int32](repeating: 0, count: areas * thresholds)
        for place in places {
            let index = matching.indexes[place]
            guard index != DetectionMatching.dropped else { continue }
            let outside = matching.plan.outsides[Int(matching.plan.order.rows[place])]
            if index == DetectionMatching.unmatched {
                for area in 0..<areas where outside & 1 << UInt8(area) == 0 { unmatched[area] += 1 }
                continue
            }
            for area in 0..<areas {
                let bits = matching.matches.bits[Int(index) * areas + area]
                let isOutside = outside & 1 << UInt8(area) != 0
                for threshold in 0..<thresholds {
                    let bit: UInt16 = 1 << UInt16(threshold)
                    let track = area * thresholds + threshold
                    if bits.matched & bit == 0 {
                        if !isOutside { matched[track] += 1 }
                        continue
                    }
                    guard bits.ignored & bit == 0 else { continue }
                    matched[track] += 1
                    tracks[track].totals.append(unmatched[area] + matched[track])
                    tracks[track].places.append(Int32(place))
                    count(rank: Int(matching.matches.ranks[Int(index)]), area: area, threshold: threshold)
                }
            }
        }
    }

    private mutating func count(rank: Int, area: Int, threshold: Int) {
        let limits = settings.limits
        for (index, limit) in limits.enumerated() where rank < limit {
            found[(area * limits.count + index) * settings.thresholds.count + threshold] += 1
        }
    }
}

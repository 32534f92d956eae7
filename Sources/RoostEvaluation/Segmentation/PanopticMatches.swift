/// Which segments of an image were found, by the rules of panopticapi.
struct PanopticMatches {
    /// For each segment of the truth how much the segment that found it overlaps it; 0 where none did.
    private(set) var overlaps: [Double]
    /// For each predicted segment the one it found.
    private(set) var partners: [Int?]
    /// For each predicted segment whether it lies where nothing is to be found, so that it is not wrong either.
    private(set) var isExcused: [Bool]
    private let pairs: PanopticOverlaps

    init(_ pairs: PanopticOverlaps, truth: [PanopticMap.Segment], prediction: [PanopticMap.Segment]) {
        self.pairs = pairs
        overlaps = Array(repeating: 0, count: truth.count)
        partners = Array(repeating: nil, count: prediction.count)
        isExcused = Array(repeating: false, count: prediction.count)
        for pair in pairs.pairs where pair.truth > 0 && pair.prediction > 0 {
            let (segment, predicted) = (pair.truth - 1, pair.prediction - 1)
            guard !truth[segment].isCrowd, truth[segment].label == prediction[predicted].label else { continue }
            let overlap = overlap(segment, predicted)
            guard overlap > 0.5 else { continue }
            overlaps[segment] = overlap
            partners[predicted] = segment
        }
        var crowds: [Int: Int] = [:]
        for (index, segment) in truth.enumerated() where segment.isCrowd { crowds[segment.label] = index + 1 }
        for (index, segment) in prediction.enumerated() where partners[index] == nil {
            let excused = pairs[0, index + 1] + (crowds[segment.label].map { pairs[$0, index + 1] } ?? 0)
            isExcused[index] = Double(excused) / Double(pairs.predictionAreas[index + 1]) > 0.5
        }
    }

    /// How much two segments overlap; pixels without a truth do not count to the union.
    func overlap(_ segment: Int, _ predicted: Int) -> Double {
        let shared = pairs[segment + 1, predicted + 1]
        guard shared > 0 else { return 0 }
        let union =
            pairs.truthAreas[segment + 1] + pairs.predictionAreas[predicted + 1] - shared - pairs[0, predicted + 1]
        return Double(shared) / Double(union)
    }
}

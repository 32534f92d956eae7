/// Precision by recall, of one label at one threshold and in one range of sizes.
package struct DetectionCurve: Sendable, Hashable {
    package let recalls: [Double]
    /// The best precision at this recall or any above; 0 where the recall is not reached.
    package let precisions: [Double]
    /// The score from which detections are taken to reach each recall; 0 where it is not reached.
    package let scores: [Double]
}

extension LabelSweep.Track {
    /// Precision at each recall, by COCO's rule: that of the first place to reach it, or better at any later one.
    ///
    /// - Parameters:
    ///   - recalls: ascending.
    ///   - truthCount: how many objects there are to be found, at least one.
    ///   - body: gets the index of the recall, the precision there, and which of those that were right reaches it.
    func forEachPrecision(at recalls: [Double], truthCount: Int, _ body: (Int, Double, Int) -> Void) {
        guard !totals.isEmpty else { return }
        var peaks = totals.enumerated().map { Double($0 + 1) / (Double($1) + .ulpOfOne) }
        for index in peaks.indices.dropLast().reversed() { peaks[index] = max(peaks[index], peaks[index + 1]) }
        var index = 0
        for (point, recall) in recalls.enumerated() {
            while index < peaks.count, Double(index + 1) / Double(truthCount) < recall { index += 1 }
            guard index < peaks.count else { return }
            body(point, peaks[index], index)
        }
    }
}

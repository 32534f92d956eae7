/// Panoptic quality (Kirillov et al., "Panoptic Segmentation", 2019), as panopticapi takes it.
package struct PanopticNumbers: Sendable, Hashable {
    package struct Quality: Sendable, Hashable {
        /// ``segmentation`` times ``recognition``.
        package let panoptic: Double
        /// The mean overlap of the segments that were found.
        package let segmentation: Double
        /// The F1 of finding segments.
        package let recognition: Double
    }

    /// The qualities of each label, `nil` where there is no such segment in truth or prediction.
    package let labels: [Quality?]
    /// The mean over the labels that occur; `nil` if none does.
    package let all: Quality?
    /// The mean over those of them that are things.
    package let things: Quality?
    /// The mean over those of them that are stuff.
    package let stuff: Quality?

    /// - Parameters:
    ///   - counts: of all images.
    ///   - things: the labels whose segments are counted one by one; all others are stuff.
    package init(_ counts: PanopticCounts, things: Set<Int>) {
        let labels = counts.labels.map(Quality.init)
        self.labels = labels
        all = Quality(mean: labels.compactMap(\.self))
        self.things = Quality(mean: labels.indices.filter(things.contains).compactMap { labels[$0] })
        stuff = Quality(mean: labels.indices.filter { !things.contains($0) }.compactMap { labels[$0] })
    }
}

extension PanopticNumbers.Quality {
    fileprivate init?(_ label: PanopticCounts.Label) {
        let found = Double(label.truePositives)
        let all = found + 0.5 * Double(label.falsePositives) + 0.5 * Double(label.falseNegatives)
        guard all > 0 else { return nil }
        panoptic = label.overlap / all
        segmentation = found > 0 ? label.overlap / found : 0
        recognition = found / all
    }

    fileprivate init?(mean qualities: [Self]) {
        guard !qualities.isEmpty else { return nil }
        let count = Double(qualities.count)
        panoptic = qualities.reduce(0) { $0 + $1.panoptic } / count
        segmentation = qualities.reduce(0) { $0 + $1.segmentation } / count
        recognition = qualities.reduce(0) { $0 + $1.recognition } / count
    }
}

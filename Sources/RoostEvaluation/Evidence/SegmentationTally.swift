/// Pixels by class, over items that are drawn anew.
struct SegmentationTally: EvidenceTally {
    static let names = ["mean_iou", "mean_accuracy", "pixel_accuracy", "mean_dice", "frequency_weighted_iou"]
    static let classNames = ["iou", "accuracy", "dice"]

    private struct Region {
        let item: Int
        let label: Int
        let pixels: SegmentationEvaluator.Pixels
    }

    private let regions: [Region]
    private var classes: [SegmentationEvaluator.Pixels]

    init(_ part: EvidencePart) {
        classes = Array(repeating: SegmentationEvaluator.Pixels(), count: part.labelCount)
        guard case .segmentation(let content) = part.evidence.content else {
            regions = []
            return
        }
        regions = part.items.enumerated().flatMap { index, item in
            content.regions[item].map { row in
                Region(
                    item: index,
                    label: part.labels[Int(content.labels[row])],
                    pixels: SegmentationEvaluator.Pixels(
                        shared: Int(content.shared[row]),
                        truth: Int(content.truths[row]),
                        predicted: Int(content.predictions[row])
                    )
                )
            }
        }
    }

    mutating func count(_ occurrences: [Int]) {
        for label in classes.indices { classes[label] = SegmentationEvaluator.Pixels() }
        for region in regions {
            let count = occurrences[region.item]
            classes[region.label].shared += count * region.pixels.shared
            classes[region.label].truth += count * region.pixels.truth
            classes[region.label].predicted += count * region.pixels.predicted
        }
    }

    func value(_ name: String) -> Double? {
        switch name {
        case "mean_iou": return mean("iou")
        case "mean_accuracy": return mean("accuracy")
        case "mean_dice": return mean("dice")
        case "pixel_accuracy": return share(Double(classes.reduce(0) { $0 + $1.shared }))
        case "frequency_weighted_iou":
            return share(
                classes.indices.reduce(0) { $0 + Double(classes[$1].truth) * (value("iou", of: $1) ?? 0) }
            )
        default: return nil
        }
    }

    func value(_ name: String, of label: Int) -> Double? {
        let pixels = classes[label]
        let (part, whole) =
            switch name {
            case "iou": (pixels.shared, pixels.union)
            case "accuracy": (pixels.shared, pixels.truth)
            case "dice": (2 * pixels.shared, pixels.truth + pixels.predicted)
            default: (0, 0)
            }
        return whole == 0 ? nil : Double(part) / Double(whole)
    }

    private func mean(_ name: String) -> Double? {
        let values = classes.indices.compactMap { value(name, of: $0) }
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    private func share(_ part: Double) -> Double? {
        let pixels = classes.reduce(0) { $0 + $1.truth }
        return pixels == 0 ? nil : part / Double(pixels)
    }
}

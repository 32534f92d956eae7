import RoostEntities

/// One version's evidence of the items that are compared, with classes numbered alike for all versions.
struct EvidencePart {
    let evidence: Evidence
    /// The items that are compared, by their place in the evidence.
    let items: [Int]
    /// The common number of each class.
    let labels: [Int]
    let labelCount: Int

    /// What is found of each object, or of each label on each item, that the ground truth has.
    var findings: [Bool] {
        switch evidence.content {
        case .detection(let content):
            items.flatMap { content.objects[$0].map { content.isFound[$0] == 1 } }
        case .panoptic(let content):
            items.flatMap { content.objects[$0].map { content.overlaps[$0] > 0 } }
        case .segmentation(let content):
            items.flatMap { content.regions[$0].filter { content.truths[$0] > 0 }.map(content.isFound) }
        }
    }

    /// The labels of the ground truth, by item: those of its objects, or how many pixels have each.
    ///
    /// Versions can be compared where these are the same.
    var truths: [[Int]] {
        items.map { item in
            switch evidence.content {
            case .detection(let content): content.objects[item].map { labels[Int(content.objectLabels[$0])] }
            case .panoptic(let content): content.objects[item].map { labels[Int(content.objectLabels[$0])] }
            case .segmentation(let content):
                content.regions[item].filter { content.truths[$0] > 0 }
                    .map { (labels[Int(content.labels[$0])], Int(content.truths[$0])) }
                    .sorted { $0 < $1 }
                    .flatMap { [$0.0, $0.1] }
            }
        }
    }
}

extension SegmentationEvidence {
    /// Whether a label's pixels overlap the answer's by half or more.
    fileprivate func isFound(_ row: Int) -> Bool {
        2 * Int(shared[row]) >= Int(truths[row]) + Int(predictions[row]) - Int(shared[row])
    }
}

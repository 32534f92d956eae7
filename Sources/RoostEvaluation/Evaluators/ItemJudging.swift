import RoostEntities

/// Which answers about one item are right at the working threshold, and what is wrong with the others.
struct ItemJudging {
    /// What became of one answer, or of one object that was not found.
    struct Event {
        let kind: ObjectOutcome.Kind
        let object: ItemObjects.Object?
        let answer: ItemObjects.Object?
        let overlap: Double
    }

    /// Answers by falling score, then objects in their order; answers in crowds are neither right nor wrong.
    private(set) var events: [Event] = []
    /// Of each object, crowds never.
    private(set) var isFound: [Bool]

    /// - Parameters:
    ///   - objects: of the ground truth.
    ///   - answers: those that count.
    ///   - overlap: of what.
    ///   - labelCount: above every label.
    ///   - threshold: the overlap from which an answer is right.
    ///   - background: the overlap up to which an answer is near nothing.
    /// - Throws: `invalidArgument` for what cannot be compared.
    init(
        objects: [ItemObjects.Object],
        answers: [ItemObjects.Object],
        overlap: DetectionOverlap,
        labelCount: Int,
        threshold: Double,
        background: Double
    ) throws(RoostError) {
        var truth = try GroundTruthObjects(imageCount: 1, labelCount: labelCount)
        var found = try DetectedObjects(imageCount: 1, labelCount: labelCount)
        for object in objects { try truth.append(object, image: 0, hasMasks: overlap != .box) }
        for answer in answers { try found.append(answer, image: 0, hasMasks: overlap != .box) }
        let scene = ImageVerdicts.Scene(
            overlaps: OverlapTable(truth: truth, detections: found, kind: overlap),
            rule: .coco,
            threshold: threshold,
            background: background
        )
        let image = ImageVerdicts(
            scene,
            detections: (0..<Int32(answers.count)).map { $0 }[...],
            objects: (0..<Int32(objects.count)).map { $0 }[...]
        )
        isFound = Array(repeating: false, count: objects.count)
        for (row, verdict) in image.verdicts.enumerated() where !image.isExcused[row] {
            guard let kind = ObjectOutcome.Kind(verdict) else { continue }
            let object = image.columns[row].map { Int(image.objects[$0]) }
            if kind == .truePositive, let object { isFound[object] = true }
            events.append(
                Event(
                    kind: kind,
                    object: kind == .background ? nil : object.map { objects[$0] },
                    answer: answers[Int(image.rows[row])],
                    overlap: image.overlap(row)
                )
            )
        }
        for (column, object) in image.objects.enumerated() {
            let verdict = image.verdict(column: column)
            guard verdict == .missed || verdict == .mistaken else { continue }
            let row = image.blame(column: column)
            events.append(
                Event(
                    kind: verdict == .missed ? .missed : .mistaken,
                    object: objects[Int(object)],
                    answer: verdict == .missed ? nil : row.map { answers[Int(image.rows[$0])] },
                    overlap: row.map { image.overlap($0) } ?? 0
                )
            )
        }
    }
}

extension ObjectOutcome.Kind {
    /// `nil` for what does not count.
    init?(_ verdict: DetectionVerdicts.Detection) {
        switch verdict {
        case .truePositive: self = .truePositive
        case .classification: self = .classification
        case .localization: self = .localization
        case .both: self = .both
        case .duplicate: self = .duplicate
        case .background: self = .background
        case .beyondLimit: return nil
        }
    }
}

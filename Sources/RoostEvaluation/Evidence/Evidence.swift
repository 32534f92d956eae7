import RoostEntities

/// What an evaluation knows of every single item, so that versions can be compared without judging anything again.
///
/// Kept as a file: ``bytes`` writes it, ``init(bytes:)`` reads it and believes nothing.
package struct Evidence: Sendable, Equatable {
    /// By kind of report; there is none for classifiers, whose outcomes say it all.
    enum Content: Sendable, Equatable {
        case detection(DetectionEvidence)
        case segmentation(SegmentationEvidence)
        case panoptic(PanopticEvidence)
    }

    /// All classes, in the order of the report's labels.
    package let labels: [String]
    let items: EvidenceItems
    let content: Content

    package var kind: EvaluationReport.Kind {
        switch content {
        case .detection: .detection
        case .segmentation: .segmentation
        case .panoptic: .panoptic
        }
    }

    /// How many items it is about.
    package var count: Int { items.count }

    /// How much there is to count, of all items together.
    var rowCount: Int {
        switch content {
        case .detection(let content): content.answerLabels.count + content.objectLabels.count
        case .segmentation(let content): content.labels.count
        case .panoptic(let content): content.objectLabels.count + content.wrongLabels.count
        }
    }
}

/// Rows in groups, one an item: where each item's rows end.
struct EvidenceEnds: Sendable, Equatable {
    private(set) var ends: [UInt64] = []

    init(_ ends: [UInt64] = []) {
        self.ends = ends
    }

    mutating func close(at count: Int) { ends.append(UInt64(count)) }

    subscript(_ item: Int) -> Range<Int> { (item == 0 ? 0 : Int(ends[item - 1]))..<Int(ends[item]) }

    /// Whether they never fall and end with the last of `rows` rows.
    func cover(_ rows: Int, items: Int) -> Bool {
        ends.count == items && ends.last ?? 0 == UInt64(rows) && zip(ends, ends.dropFirst()).allSatisfy { $0 <= $1 }
    }
}

/// What became of objects and answers, at every overlap.
struct DetectionEvidence: Sendable, Equatable {
    /// Answers surer than this count at the working threshold.
    var threshold = 0.5
    /// No crowds.
    var objects = EvidenceEnds()
    var objectLabels: [UInt16] = []
    /// 1 where the object was found at the working threshold.
    var isFound: [UInt8] = []
    /// On each image by label, the surest first; those beyond COCO's limit are left out.
    var answers = EvidenceEnds()
    var answerLabels: [UInt16] = []
    var scores: [Double] = []
    /// A bit for each of COCO's ten overlaps at which the answer is right.
    var right: [UInt16] = []
    /// A bit for each at which it is neither right nor wrong.
    var ignored: [UInt16] = []
}

/// Pixels by label.
struct SegmentationEvidence: Sendable, Equatable {
    /// The labels that occur in an item's ground truth or answer.
    var regions = EvidenceEnds()
    var labels: [UInt16] = []
    var shared: [UInt32] = []
    var truths: [UInt32] = []
    var predictions: [UInt32] = []
}

/// Segments.
struct PanopticEvidence: Sendable, Equatable {
    /// By class: 1 for what cannot be counted.
    var isStuff: [UInt8] = []
    /// Of the ground truth, no crowds.
    var objects = EvidenceEnds()
    var objectLabels: [UInt16] = []
    /// 0 for segments that were not found, else above 0.5.
    var overlaps: [Double] = []
    /// Answers that are wrong.
    var wrong = EvidenceEnds()
    var wrongLabels: [UInt16] = []
}

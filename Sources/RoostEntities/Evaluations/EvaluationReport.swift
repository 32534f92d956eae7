/// How well a version did, by what it does: labels for whole images, objects, pixels, or segments.
public enum EvaluationReport: Sendable, Equatable {
    case classification(ClassificationReport)
    /// Of boxes, or of a mask for each object.
    case detection(DetectionReport)
    case segmentation(SegmentationReport)
    case panoptic(PanopticReport)

    public enum Kind: String, Sendable, Codable, CaseIterable {
        case classification, detection, segmentation, panoptic
    }

    public var kind: Kind {
        switch self {
        case .classification: .classification
        case .detection: .detection
        case .segmentation: .segmentation
        case .panoptic: .panoptic
        }
    }

    /// `nil` for a report of another kind, as the three below.
    public var classification: ClassificationReport? {
        guard case .classification(let report) = self else { return nil }
        return report
    }

    public var detection: DetectionReport? {
        guard case .detection(let report) = self else { return nil }
        return report
    }

    public var segmentation: SegmentationReport? {
        guard case .segmentation(let report) = self else { return nil }
        return report
    }

    public var panoptic: PanopticReport? {
        guard case .panoptic(let report) = self else { return nil }
        return report
    }

    /// All classes: the version's in their order, then those that only the ground truth has.
    public var labels: [String] {
        switch self {
        case .classification(let report): report.labels
        case .detection(let report): report.labels
        case .segmentation(let report): report.labels
        case .panoptic(let report): report.labels
        }
    }

    /// How many items came out which way; a kind that is missing has none.
    package var outcomeCounts: [Outcome.Kind: Int] {
        switch self {
        case .classification(let report):
            [
                .correct: report.correct, .incorrect: report.count - report.correct, .unlabeled: report.unlabeled,
                .ambiguous: report.ambiguous, .failed: report.failed,
            ]
        case .detection(let report): report.items.byKind
        case .segmentation(let report): report.items.byKind
        case .panoptic(let report): report.items.byKind
        }
    }
}

extension EvaluationReport: Codable {
    private enum Key: String, CodingKey {
        case kind, classification, detection, segmentation, panoptic
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch try container.decode(Kind.self, forKey: .kind) {
        case .classification: self = .classification(try container.decode(forKey: .classification))
        case .detection: self = .detection(try container.decode(forKey: .detection))
        case .segmentation: self = .segmentation(try container.decode(forKey: .segmentation))
        case .panoptic: self = .panoptic(try container.decode(forKey: .panoptic))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        switch self {
        case .classification(let report): try container.encode(report, forKey: .classification)
        case .detection(let report): try container.encode(report, forKey: .detection)
        case .segmentation(let report): try container.encode(report, forKey: .segmentation)
        case .panoptic(let report): try container.encode(report, forKey: .panoptic)
        }
    }
}

extension KeyedDecodingContainer {
    fileprivate func decode<Report: Decodable>(forKey key: Key) throws -> Report {
        try decode(Report.self, forKey: key)
    }
}

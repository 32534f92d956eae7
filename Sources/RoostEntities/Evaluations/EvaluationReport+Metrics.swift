extension EvaluationReport {
    /// The numbers about the whole by flat names, such as `accuracy` and `ap_50`; undefined ones are left out.
    public var summary: [String: Double] {
        switch self {
        case .classification(let report): report.summary
        case .detection(let report): report.summary
        case .segmentation(let report): report.summary
        case .panoptic(let report): report.summary
        }
    }

    /// The ``summary`` and the numbers of each class, such as `recall("3")`: what expressions and gates can name.
    public var metrics: [String: Double] {
        switch self {
        case .classification(let report): report.metrics
        case .detection(let report): report.metrics
        case .segmentation(let report): report.metrics
        case .panoptic(let report): report.metrics
        }
    }

    /// The number that people mean when they name none: `accuracy`, `ap`, `mean_iou` or `pq`.
    public var mainMetric: String { kind.mainMetric }

    /// Checks a report that came from elsewhere: that its parts are of one size and its numbers possible.
    ///
    /// - Throws: `invalidArgument`, naming what is wrong.
    package func validate() throws(RoostError) {
        switch self {
        case .classification(let report): try report.validate()
        case .detection(let report): try report.validate()
        case .segmentation(let report): try report.validate()
        case .panoptic(let report): try report.validate()
        }
    }

    /// Whether `name` is that of a number about the whole in a report of any kind, defined or not.
    static func isSummaryName(_ name: String) -> Bool {
        ClassificationReport.isSummaryName(name) || DetectionReport.summaryNames.contains(name)
            || SegmentationReport.summaryNames.contains(name) || PanopticReport.summaryNames.contains(name)
    }
}

extension EvaluationReport.Kind {
    public var mainMetric: String {
        switch self {
        case .classification: "accuracy"
        case .detection: "ap"
        case .segmentation: "mean_iou"
        case .panoptic: "pq"
        }
    }
}

/// COCO's twelve numbers, of all labels or of one; `nil` where there is nothing to be found.
package struct DetectionSummary: Sendable, Hashable {
    /// The mean over all thresholds.
    package let precision: Double?
    package let precisionAt50: Double?
    package let precisionAt75: Double?
    package let precisionOfSmall: Double?
    package let precisionOfMedium: Double?
    package let precisionOfLarge: Double?
    package let recallOf1: Double?
    package let recallOf10: Double?
    package let recallOf100: Double?
    package let recallOfSmall: Double?
    package let recallOfMedium: Double?
    package let recallOfLarge: Double?

    /// - Parameters:
    ///   - report: one taken with ``DetectionSettings/coco``; of others, what they lack is `nil`.
    ///   - label: all by default.
    package init(_ report: DetectionNumbers, label: Int? = nil) {
        let settings = report.settings
        func precision(threshold: Double? = nil, area name: String = "all") -> Double? {
            guard let area = settings.areas.firstIndex(where: { $0.name == name }) else { return nil }
            guard let threshold else { return report.averagePrecision(label: label, area: area) }
            guard let index = settings.thresholds.firstIndex(of: threshold) else { return nil }
            return report.averagePrecision(label: label, area: area, threshold: index)
        }
        func recall(limit: Int = 100, area name: String = "all") -> Double? {
            guard
                let area = settings.areas.firstIndex(where: { $0.name == name }),
                let index = settings.limits.firstIndex(of: limit)
            else { return nil }
            return report.averageRecall(label: label, area: area, limit: index)
        }
        self.precision = precision()
        precisionAt50 = precision(threshold: 0.5)
        precisionAt75 = precision(threshold: 0.75)
        precisionOfSmall = precision(area: "small")
        precisionOfMedium = precision(area: "medium")
        precisionOfLarge = precision(area: "large")
        recallOf1 = recall(limit: 1)
        recallOf10 = recall(limit: 10)
        recallOf100 = recall(limit: 100)
        recallOfSmall = recall(area: "small")
        recallOfMedium = recall(area: "medium")
        recallOfLarge = recall(area: "large")
    }

    /// The twelve in COCO's order.
    package var values: [Double?] {
        [
            precision, precisionAt50, precisionAt75, precisionOfSmall, precisionOfMedium, precisionOfLarge, recallOf1,
            recallOf10, recallOf100, recallOfSmall, recallOfMedium, recallOfLarge,
        ]
    }

    /// The names by which the twelve are kept as metrics, in the order of ``values``.
    package static let names = [
        "ap", "ap_50", "ap_75", "ap_small", "ap_medium", "ap_large", "ar_1", "ar_10", "ar_100", "ar_small",
        "ar_medium", "ar_large",
    ]
}

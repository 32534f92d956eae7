extension DetectionReport {
    /// COCO's twelve: average precision and recall over all labels and ten overlaps from 0.5 to 0.95, 0 to 1.
    public struct Averages: Sendable, Codable, Hashable {
        public let overlap: Overlap
        public let ap: Double?
        public let ap50: Double?
        public let ap75: Double?
        /// Of objects up to 32 x 32 pixels.
        public let apSmall: Double?
        public let apMedium: Double?
        /// Of objects from 96 x 96 pixels.
        public let apLarge: Double?
        /// Recall by the surest answer of a label on an image.
        public let ar1: Double?
        public let ar10: Double?
        public let ar100: Double?
        public let arSmall: Double?
        public let arMedium: Double?
        public let arLarge: Double?

        /// - Parameters:
        ///   - overlap: what was compared.
        ///   - values: the twelve in COCO's order.
        package init(overlap: Overlap, values: [Double?]) {
            let at = { (index: Int) -> Double? in values.indices.contains(index) ? values[index] : nil }
            self.overlap = overlap
            ap = at(0)
            ap50 = at(1)
            ap75 = at(2)
            apSmall = at(3)
            apMedium = at(4)
            apLarge = at(5)
            ar1 = at(6)
            ar10 = at(7)
            ar100 = at(8)
            arSmall = at(9)
            arMedium = at(10)
            arLarge = at(11)
        }

        /// In COCO's order.
        public var values: [Double?] {
            [ap, ap50, ap75, apSmall, apMedium, apLarge, ar1, ar10, ar100, arSmall, arMedium, arLarge]
        }

        /// Of the ``values``, as metrics are called.
        public static let names = [
            "ap", "ap_50", "ap_75", "ap_small", "ap_medium", "ap_large", "ar_1", "ar_10", "ar_100", "ar_small",
            "ar_medium", "ar_large",
        ]
    }
}

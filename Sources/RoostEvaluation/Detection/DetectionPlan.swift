/// What is evaluated, in the orders in which it is gone through.
struct DetectionPlan: Sendable {
    let settings: DetectionSettings
    let overlaps: OverlapTable
    let order: ScoreOrder
    /// Places in ``order`` by image: on each image by label, the highest score first.
    let placesByImage: Grouping
    /// Objects by image: on each image by label.
    let objectsByImage: Grouping
    /// For each detection a bit for each range of sizes that it is outside of.
    let outsides: [UInt8]

    init(settings: DetectionSettings, overlaps: OverlapTable) {
        self.settings = settings
        self.overlaps = overlaps
        let (truth, detections) = (overlaps.truth.columns, overlaps.detections.columns)
        let order = ScoreOrder(overlaps.detections)
        self.order = order
        placesByImage = Grouping(order.rows.map { detections.images[Int($0)] }, groupCount: detections.imageCount)
        let byLabel = Grouping(truth.labels, groupCount: truth.labelCount)
        objectsByImage = Grouping(truth.images, groupCount: truth.imageCount, order: byLabel.members)
        outsides = (0..<detections.count).map { settings.outside(overlaps.area($0)) }
    }
}

extension DetectionSettings {
    /// A bit for each range of sizes that `area` is outside of.
    func outside(_ area: Double) -> UInt8 {
        var bits: UInt8 = 0
        for (index, range) in areas.enumerated() where !range.range.contains(area) {
            bits |= 1 << UInt8(index)
        }
        return bits
    }
}

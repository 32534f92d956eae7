/// All detections of an evaluation with what they were matched to.
struct DetectionMatching: Sendable {
    static let unmatched: Int32 = -1
    static let dropped: Int32 = -2

    let plan: DetectionPlan
    let matches: DetectionMatches
    /// For each place in the order of scores its index in ``matches``, ``unmatched`` or ``dropped``.
    let indexes: [Int32]

    init(_ plan: DetectionPlan, parts: [DetectionMatches]) {
        var matches = DetectionMatches()
        for part in parts { matches.append(part) }
        var indexes = [Int32](repeating: Self.unmatched, count: plan.order.rows.count)
        for (index, place) in matches.places.enumerated() { indexes[Int(place)] = Int32(index) }
        for place in matches.dropped { indexes[Int(place)] = Self.dropped }
        self.plan = plan
        self.matches = matches
        self.indexes = indexes
    }

    func sweep(label: Int) -> LabelSweep {
        var sweep = LabelSweep(plan.settings)
        sweep.run(over: plan.order.labelStarts[label]..<plan.order.labelStarts[label + 1], of: self)
        return sweep
    }
}

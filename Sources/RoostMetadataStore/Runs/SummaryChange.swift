import RoostEntities

/// Which columns of a metric's summary are to be written, of those that indices hold; the others always are.
struct SummaryChange: OptionSet, Hashable {
    let rawValue: Int

    static let last = SummaryChange(rawValue: 1)
    static let min = SummaryChange(rawValue: 2)
    static let max = SummaryChange(rawValue: 4)
    static let all: SummaryChange = [.last, .min, .max]

    var names: [String] {
        ["step", "at", "count"]
            + [(Self.last, "last"), (.min, "min"), (.max, "max")].filter { contains($0.0) }.map(\.1)
    }

    /// In the order of ``names``.
    func append(_ summary: MetricSummary, to numbers: inout [NumberColumn]) {
        numbers.append(.integer(summary.step))
        numbers.append(.integer(summary.at.milliseconds))
        numbers.append(.integer(Int64(summary.count)))
        if contains(.last) { numbers.append(.real(summary.last)) }
        if contains(.min) { numbers.append(.real(summary.min ?? .nan)) }
        if contains(.max) { numbers.append(.real(summary.max ?? .nan)) }
    }
}

extension SummaryChange {
    init(from before: MetricSummary, to after: MetricSummary) {
        self = []
        if before.last.bitPattern != after.last.bitPattern { insert(.last) }
        if before.min != after.min { insert(.min) }
        if before.max != after.max { insert(.max) }
    }
}

/// A metric of a run in short, kept beside its points.
public struct MetricSummary: Sendable, Hashable {
    /// The value at the greatest step; of several there the latest, of several at one moment the greatest.
    public let last: Double
    public let step: Int64
    public let at: Timestamp
    /// The least value that is a number; `nil` when none is.
    public let min: Double?
    /// The greatest value that is a number; `nil` when none is.
    public let max: Double?
    /// How many points there are.
    public let count: Int

    package init(last: Double, step: Int64, at: Timestamp, min: Double?, max: Double?, count: Int) {
        self.last = last
        self.step = step
        self.at = at
        self.min = min
        self.max = max
        self.count = count
    }

    /// That of a single point.
    package init(_ point: MetricPoint) {
        let number = point.value.isNaN ? nil : point.value
        self.init(last: point.value, step: point.step, at: point.at, min: number, max: number, count: 1)
    }

    /// That of these points and another.
    package func adding(_ point: MetricPoint) -> MetricSummary {
        let isSameMoment = (step, at) == (point.step, point.at)
        let isLast = isSameMoment ? last.isNaN || point.value > last : (step, at) < (point.step, point.at)
        return MetricSummary(
            last: isLast ? point.value : last,
            step: isLast ? point.step : step,
            at: isLast ? point.at : at,
            min: point.value.isNaN ? min : Swift.min(min ?? point.value, point.value),
            max: point.value.isNaN ? max : Swift.max(max ?? point.value, point.value),
            count: count + 1
        )
    }
}

extension MetricSummary: Codable {
    private enum Member: String, CodingKey {
        case last, step, at, min, max, count
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Member.self)
        last = try container.decode(MetricNumber.self, forKey: .last).value
        step = try container.decode(Int64.self, forKey: .step)
        at = try container.decode(Timestamp.self, forKey: .at)
        min = try container.decodeIfPresent(MetricNumber.self, forKey: .min)?.value
        max = try container.decodeIfPresent(MetricNumber.self, forKey: .max)?.value
        count = try container.decode(Int.self, forKey: .count)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(MetricNumber(last), forKey: .last)
        try container.encode(step, forKey: .step)
        try container.encode(at, forKey: .at)
        try container.encodeIfPresent(min.map(MetricNumber.init), forKey: .min)
        try container.encodeIfPresent(max.map(MetricNumber.init), forKey: .max)
        try container.encode(count, forKey: .count)
    }
}

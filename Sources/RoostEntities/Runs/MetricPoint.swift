/// What a metric was at one step.
///
/// On the wire a value that is no number, or endless, is the string `NaN`, `Infinity` or `-Infinity`.
public struct MetricPoint: Sendable, Hashable {
    public var key: Run.Key
    /// Counts whatever the author counts: iterations, epochs; it may be negative.
    public var step: Int64
    public var at: Timestamp
    public var value: Double

    public init(key: Run.Key, step: Int64 = 0, at: Timestamp = .now, value: Double) {
        self.key = key
        self.step = step
        self.at = at
        self.value = value
    }
}

extension MetricPoint: Codable {
    private enum Member: String, CodingKey {
        case key, step, at, value
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Member.self)
        key = try container.decode(Run.Key.self, forKey: .key)
        step = try container.decode(Int64.self, forKey: .step)
        at = try container.decode(Timestamp.self, forKey: .at)
        value = try container.decode(MetricNumber.self, forKey: .value).value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Member.self)
        try container.encode(key, forKey: .key)
        try container.encode(step, forKey: .step)
        try container.encode(at, forKey: .at)
        try container.encode(MetricNumber(value), forKey: .value)
    }
}

import Foundation
import RoostClient

/// What a run measured, in words.
struct MetricsText {
    private let metrics: [(key: String, summary: MetricSummary)]

    init(_ metrics: [String: MetricSummary]) {
        self.metrics = metrics.sorted { $0.key < $1.key }.map { (key: $0.key, summary: $0.value) }
    }

    /// The last values of the first few; what the system measured itself is left out.
    var line: String {
        let own = metrics.filter { !$0.key.hasPrefix("system/") }
        let shown = own.prefix(3).map { "\($0.key)=\(Self.short($0.summary.last))" }
        return shown.joined(separator: " ") + (own.count > 3 ? " …" : "")
    }

    /// All of them, one a line.
    var lines: String {
        metrics.map { key, summary in
            let range = summary.min.flatMap { least in
                summary.max.map { ", \(Self.short(least)) to \(Self.short($0))" }
            }
            let count = summary.count == 1 ? "1 point" : "\(summary.count) points"
            return "\(key) = \(Self.short(summary.last)) at step \(summary.step) (\(count)\(range ?? ""))"
        }.joined(separator: "\n")
    }

    /// Six digits, as many as people compare.
    static func short(_ value: Double) -> String { String(format: "%.6g", value) }
}

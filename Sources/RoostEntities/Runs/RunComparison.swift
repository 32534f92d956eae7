/// Runs side by side: every parameter and metric that any of them has.
public struct RunComparison: Sendable, Codable, Equatable {
    /// One parameter, or one metric, in every run.
    public struct Line<Value: Sendable & Codable & Equatable>: Sendable, Codable, Equatable {
        public let key: String
        /// In the order of the runs; `nil` where a run has none.
        public let values: [Value?]
        /// Whether not all runs have the same.
        public let differs: Bool
    }

    public let runs: [Run]
    public let parameters: [Line<String>]
    public let metrics: [Line<MetricSummary>]

    package init(_ runs: [Run]) {
        self.runs = runs
        parameters = Self.lines(runs.map(\.parameters)) { $0 }
        metrics = Self.lines(runs.map(\.metrics)) { $0.last.bitPattern }
    }

    private static func lines<Value: Sendable & Codable & Equatable, Compared: Equatable>(
        _ columns: [[String: Value]],
        by compared: (Value) -> Compared
    ) -> [Line<Value>] {
        Set(columns.flatMap(\.keys)).sorted().map { key in
            let values = columns.map { $0[key] }
            let differs = values.contains { $0.map(compared) != values[0].map(compared) }
            return Line(key: key, values: values, differs: differs)
        }
    }
}

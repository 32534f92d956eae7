import RoostClient

/// A metric's value as it is typed.
///
///     metric = key "=" number
struct MetricArgument: Sendable {
    let key: Run.Key
    let value: Double

    init(_ text: String) throws(RoostError) {
        let pair = try TagArgument(text)
        guard let value = Double(pair.value) else {
            throw RoostError(.invalidArgument, "'\(pair.value)' is no number; a metric looks like loss=0.5")
        }
        key = try Run.Key(pair.key)
        self.value = value
    }
}

extension [TagArgument] {
    /// By key; of several the last counts.
    var values: [String: String] {
        Dictionary(map { ($0.key, $0.value) }) { _, last in last }
    }
}

extension Tags {
    init(_ arguments: [TagArgument]) throws(RoostError) {
        try self.init(arguments.values)
    }
}

extension Run {
    /// In which order a list shows runs.
    ///
    ///     order = [ "-" ] ( "started" | "name" | ( "metrics" | "min" | "max" ) "." key )
    ///
    /// A minus turns it round. `metrics.loss` means the last value of `loss`, `min.loss` its least. Runs without a
    /// number there come last either way, those whose value is no number before those that have none.
    public struct Order: Grammar {
        public enum Field: Hashable, Sendable {
            case started
            case name
            case metric(Key, Statistic)
        }

        /// Which of a metric's values.
        public enum Statistic: String, Hashable, Sendable, CaseIterable {
            case last = "metrics"
            case min
            case max
        }

        public let field: Field
        public let isDescending: Bool

        public init(_ field: Field, descending: Bool = false) {
            self.field = field
            isDescending = descending
        }

        /// The newest first.
        public static var newest: Order { Order(.started, descending: true) }

        public init(_ text: String) throws(RoostError) {
            let isDescending = text.hasPrefix("-")
            let word = isDescending ? text.dropFirst() : text[...]
            switch word {
            case "started": self.init(.started, descending: isDescending)
            case "name": self.init(.name, descending: isDescending)
            default:
                let parts = word.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, let statistic = Statistic(rawValue: String(parts[0])) else {
                    throw RoostError(
                        .invalidArgument,
                        "\(quoted(text)) is no order of runs: it is 'started', 'name', or 'metrics.', 'min.' or "
                            + "'max.' and a metric, with '-' before it to turn it round"
                    )
                }
                self.init(.metric(try Key(String(parts[1])), statistic), descending: isDescending)
            }
        }

        public var text: String {
            let word =
                switch field {
                case .started: "started"
                case .name: "name"
                case .metric(let key, let statistic): "\(statistic.rawValue).\(key)"
                }
            return isDescending ? "-" + word : word
        }
    }
}

/// One metric with all its samples, in the text format that Prometheus reads (version 0.0.4).
package struct MetricFamily: Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        case counter, gauge, histogram
    }

    package struct Sample: Sendable {
        /// Follows the family's name, such as `_bucket`.
        let suffix: String
        let labels: [(String, String)]
        let value: Double

        package init(suffix: String = "", labels: [(String, String)] = [], value: Double) {
            self.suffix = suffix
            self.labels = labels
            self.value = value
        }
    }

    let name: String
    let kind: Kind
    let help: String
    let samples: [Sample]

    package init(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        self.name = name
        self.kind = kind
        self.help = help
        self.samples = samples
    }

    package init(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        self.init(name, kind, help, [Sample(value: value)])
    }

    package var description: String {
        let head = "# HELP \(name) \(help.escaped(quotes: false))\n# TYPE \(name) \(kind.rawValue)\n"
        return samples.reduce(into: head) { $0 += line($1) }
    }

    private func line(_ sample: Sample) -> String {
        let labels = sample.labels.map { "\($0)=\"\($1.escaped(quotes: true))\"" }.joined(separator: ",")
        return name + sample.suffix + (labels.isEmpty ? "" : "{\(labels)}") + " \(sample.value.metricText)\n"
    }
}

extension String {
    fileprivate func escaped(quotes: Bool) -> String {
        flatMap { character -> String in
            switch character {
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\"" where quotes: "\\\""
            default: String(character)
            }
        }
        .reduce(into: "") { $0.append($1) }
    }
}

extension Double {
    /// Whole numbers without a fraction, as people expect counts.
    fileprivate var metricText: String {
        if isNaN { return "NaN" }
        if isInfinite { return self < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: self).map(String.init) ?? "\(self)"
    }
}

import RoostEntities

/// Where a page of runs ended: in which part of the list, at which value, at which run.
struct RunPageToken {
    /// A list by a metric has three parts, any other only the first.
    enum Part: Int, CaseIterable {
        /// Those that have a value.
        case values
        /// Those whose metric is no number.
        case notNumbers
        /// Those without the metric.
        case without
    }

    let order: Run.Order
    let part: Part
    /// Milliseconds, a name, or the bits of a number.
    let value: String
    let key: Int64

    var text: String { "\(part.rawValue)\n\(key)\n\(value)\n\(order)" }
}

extension RunPageToken {
    /// - Throws: `invalidArgument` unless it is a place in a list of that order.
    init(_ text: String, of order: Run.Order) throws(RoostError) {
        let lines = text.split(separator: "\n", maxSplits: 3, omittingEmptySubsequences: false)
        guard lines.count == 4, let part = Int(lines[0]).flatMap(Part.init), let key = Int64(lines[1]),
            lines[3] == order.text
        else {
            throw RoostError(
                .invalidArgument,
                "the page token is of a list in another order; pass 'next' of the page before as it was"
            )
        }
        self.init(order: order, part: part, value: String(lines[2]), key: key)
    }

    var milliseconds: Int64? { Int64(value) }

    var number: Double? { UInt64(value).map(Double.init(bitPattern:)) }
}

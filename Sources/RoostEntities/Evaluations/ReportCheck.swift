/// What the parts of every report are held to.
enum ReportCheck {
    static let countLimit = 1 << 40
    /// How many classes a report has at most.
    static let classLimit = 65_536

    static func demand(
        _ holds: Bool,
        _ field: @autoclosure () -> String,
        _ fault: @autoclosure () -> String
    ) throws(RoostError) {
        guard !holds else { return }
        throw RoostError(.invalidArgument, "the report's \(field()) \(fault()); send it as the evaluator made it")
    }

    /// Their sum; -1 when one is negative or the sum too large to be.
    static func sum(_ counts: some Sequence<Int>) -> Int {
        var sum = 0
        for count in counts {
            guard (0...countLimit).contains(count), sum <= countLimit - count else { return -1 }
            sum += count
        }
        return sum
    }

    /// Whether each is from 0 to 1, or undefined.
    static func areShares(_ numbers: [Double?]) -> Bool {
        numbers.allSatisfy { $0.map { $0 >= 0 && $0 <= 1 } ?? true }
    }

    /// Whether `value` is what it is computed from, but for rounding.
    static func equals(_ value: Double?, _ computed: Double?) -> Bool {
        guard let value, let computed else { return (value == nil) == (computed == nil) }
        return abs(value - computed) <= 1e-9
    }

    /// Checks the classes: no more than there can be, each once, and the unknown ones last among them.
    static func checkLabels(_ labels: [String], unknown: [String], perClass: [String]) throws(RoostError) {
        try demand(labels.count <= classLimit, "labels", "has more than \(classLimit) classes")
        try demand(Set(labels).count == labels.count, "labels", "names a class twice")
        try demand(
            labels.suffix(unknown.count).elementsEqual(unknown),
            "unknownLabels",
            "are not the last of the labels"
        )
        try demand(perClass == labels, "perClass", "does not name the labels in their order")
    }

    static func checkItems(_ items: ItemCounts) throws(RoostError) {
        try demand(items.total >= 0, "items", "has counts that cannot be")
    }
}

/// The numbers of labels in formats that number them, with those that a dataset had before.
struct ClassNumbers: Sendable {
    private(set) var names: [Int: String]
    private var numbers: [String: Int]
    private var next: Int

    /// - Parameters:
    ///   - known: by number.
    ///   - labels: in order; those that are not known get the numbers after the highest.
    ///   - first: the lowest number.
    init(_ known: [Int: String], labels: [String], first: Int = 0) {
        names = known
        numbers = Dictionary(known.map { ($0.value, $0.key) }) { one, _ in one }
        let highest = known.keys.max() ?? first - 1
        next = highest < 1 << 40 ? max(first, highest + 1) : first
        for label in labels { _ = number(of: label) }
    }

    mutating func number(of label: String) -> Int {
        if let number = numbers[label] { return number }
        while names[next] != nil { next += 1 }
        defer { next += 1 }
        names[next] = label
        numbers[label] = next
        return next
    }
}

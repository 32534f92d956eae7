/// What a format could not hold, counted by kind.
package struct ExportLosses: Sendable, Equatable, Encodable {
    /// By what they are, in words that follow a number.
    package private(set) var counts: [String: Int] = [:]

    package init() {}

    mutating func add(_ what: String, _ count: Int = 1) {
        guard count > 0 else { return }
        counts[what, default: 0] += count
    }

    /// A sentence each.
    package var remarks: [String] {
        counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    }

    package func encode(to encoder: any Encoder) throws {
        try counts.encode(to: encoder)
    }
}

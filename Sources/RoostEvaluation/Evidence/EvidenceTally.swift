/// One version's numbers over items that are drawn anew.
protocol EvidenceTally {
    /// Numbers about the whole that every comparison has.
    static var names: [String] { get }
    /// Numbers about one class.
    static var classNames: [String] { get }

    /// Counts each item as often as it was drawn, and forgets what was counted before.
    mutating func count(_ occurrences: [Int])

    /// One of the ``names``; `nil` where it is undefined.
    func value(_ name: String) -> Double?

    /// One of the ``classNames`` of a class; `nil` where it is undefined.
    func value(_ name: String, of label: Int) -> Double?
}

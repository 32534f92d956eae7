/// How many items two versions judge alike and differently, over those that both answered.
public struct ChangeCounts: Sendable, Codable, Hashable {
    /// The same of one label's items.
    public struct Class: Sendable, Codable, Hashable {
        /// The label that the items have.
        public let label: String
        public let stillRight: Int
        public let fixed: Int
        public let broken: Int
        public let stillWrong: Int

        package init(label: String, stillRight: Int, fixed: Int, broken: Int, stillWrong: Int) {
            self.label = label
            self.stillRight = stillRight
            self.fixed = fixed
            self.broken = broken
            self.stillWrong = stillWrong
        }
    }

    /// By label.
    public let classes: [Class]
    public let stillRight: Int
    public let fixed: Int
    public let broken: Int
    public let stillWrong: Int

    package init(_ classes: [Class]) {
        self.classes = classes
        stillRight = classes.reduce(0) { $0 + $1.stillRight }
        fixed = classes.reduce(0) { $0 + $1.fixed }
        broken = classes.reduce(0) { $0 + $1.broken }
        stillWrong = classes.reduce(0) { $0 + $1.stillWrong }
    }
}

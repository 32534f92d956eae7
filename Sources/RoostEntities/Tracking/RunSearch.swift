/// Which runs are wanted, and in which order, as dialects of experiment tracking ask for them.
package struct RunSearch: Sendable, Hashable {
    /// The numbers of the experiments to look in.
    package var experiments: [Int64]
    package var lifecycle: Lifecycle
    /// All have to hold.
    package var conditions: [Condition]
    /// After these the newest first, then by identifier.
    package var order: [Sort]

    package init(
        experiments: [Int64],
        lifecycle: Lifecycle = .active,
        conditions: [Condition] = [],
        order: [Sort] = []
    ) {
        self.experiments = experiments
        self.lifecycle = lifecycle
        self.conditions = conditions
        self.order = order
    }

    package typealias Condition = SearchCondition<Field>
    /// Runs without a value come last either way, those whose metric is no number before those that have none.
    package typealias Sort = SearchSort<Field>

    package enum Field: Sendable, Hashable {
        /// Its last value.
        case metric(String)
        case parameter(String)
        case tag(String)
        case id
        case name
        /// In capital letters.
        case status
        case started
        case ended
        case note
        /// Who its client says ran it, else whose token it was.
        case user
        /// The run it is a part of; where there is none here, the value of a tag.
        case parent(orTag: String)
        /// Where its artifacts are, below `root` unless its experiment has a place of its own.
        case artifacts(root: String)
        case dataset(DatasetMember)
    }

    package enum DatasetMember: Sendable, Hashable, CaseIterable {
        case name
        case digest
        case context
    }
}

/// Which experiments are wanted, and in which order, as dialects of experiment tracking ask for them.
package struct ExperimentSearch: Sendable, Hashable {
    package var lifecycle: Lifecycle
    /// All have to hold.
    package var conditions: [Condition]
    /// After these by number.
    package var order: [Sort]

    package init(lifecycle: Lifecycle = .active, conditions: [Condition] = [], order: [Sort] = []) {
        self.lifecycle = lifecycle
        self.conditions = conditions
        self.order = order
    }

    package typealias Condition = SearchCondition<Field>
    package typealias Sort = SearchSort<Field>

    package enum Field: Sendable, Hashable {
        case number
        case name
        case description
        case created
        case updated
        case tag(String)
    }
}

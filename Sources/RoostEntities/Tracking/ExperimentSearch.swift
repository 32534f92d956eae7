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

    package struct Condition: Sendable, Hashable {
        package var field: Field
        package var test: SearchTest

        package init(_ field: Field, _ test: SearchTest) {
            self.field = field
            self.test = test
        }
    }

    package struct Sort: Sendable, Hashable {
        package var field: Field
        package var isDescending: Bool

        package init(_ field: Field, descending: Bool = false) {
            self.field = field
            isDescending = descending
        }
    }

    package enum Field: Sendable, Hashable {
        case number
        case name
        case description
        case created
        case updated
        case tag(String)
    }
}

/// Which models of a registry are wanted, and in which order.
package struct ModelSearch: Sendable, Hashable {
    /// All have to hold.
    package var conditions: [SearchCondition<Field>]
    /// After these by name.
    package var order: [SearchSort<Field>]

    package init(conditions: [SearchCondition<Field>] = [], order: [SearchSort<Field>] = []) {
        self.conditions = conditions
        self.order = order
    }

    package enum Field: Sendable, Hashable {
        case name, created, updated
        case tag(String)
    }
}

/// Which versions of a registry are wanted, and in which order.
package struct VersionSearch: Sendable, Hashable {
    /// All have to hold.
    package var conditions: [SearchCondition<Field>]
    /// After these those changed last first, then by name, the highest number first.
    package var order: [SearchSort<Field>]

    package init(conditions: [SearchCondition<Field>] = [], order: [SearchSort<Field>] = []) {
        self.conditions = conditions
        self.order = order
    }

    package enum Field: Sendable, Hashable {
        case name, number, run, source, created, updated
        case tag(String)
    }
}

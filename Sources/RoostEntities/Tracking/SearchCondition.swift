/// What has to be true of one field for a search to find what has it.
package struct SearchCondition<Field: Sendable & Hashable>: Sendable, Hashable {
    package var field: Field
    package var test: SearchTest

    package init(_ field: Field, _ test: SearchTest) {
        self.field = field
        self.test = test
    }
}

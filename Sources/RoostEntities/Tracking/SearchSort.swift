/// A field that what was found is ordered by; what has no value comes last either way.
package struct SearchSort<Field: Sendable & Hashable>: Sendable, Hashable {
    package var field: Field
    package var isDescending: Bool

    package init(_ field: Field, descending: Bool = false) {
        self.field = field
        isDescending = descending
    }
}

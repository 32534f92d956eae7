/// A tag whose models or versions a search leaves out.
package struct ExcludedTag: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

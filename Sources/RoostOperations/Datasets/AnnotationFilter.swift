import RoostEntities

/// Which annotations of a dataset a list shows; what is `nil` does not matter.
package struct AnnotationFilter: Sendable, Hashable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case truth, prediction
    }

    package var item: Identifier<Item>?
    package var version: Identifier<Version>?
    package var execution: Identifier<Execution>?
    package var kind: Kind?
    package var filter: Filter?

    package init(
        item: Identifier<Item>? = nil,
        version: Identifier<Version>? = nil,
        execution: Identifier<Execution>? = nil,
        kind: Kind? = nil,
        filter: Filter? = nil
    ) {
        self.item = item
        self.version = version
        self.execution = execution
        self.kind = kind
        self.filter = filter
    }

    /// All of it as one filter.
    var whole: Filter? {
        let named: [(String, String?)] = [
            ("item", item?.description), ("version", version?.description), ("execution", execution?.description),
            ("kind", kind?.rawValue),
        ]
        let tests = named.compactMap { name, value in
            value.map { value in
                Filter.Test(field: Filter.Field(name: name, place: 1), relation: .equals, values: [.word(value)])
            }
        }
        return Filter(all: tests, and: filter)
    }
}

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

    package init(
        item: Identifier<Item>? = nil,
        version: Identifier<Version>? = nil,
        execution: Identifier<Execution>? = nil,
        kind: Kind? = nil
    ) {
        self.item = item
        self.version = version
        self.execution = execution
        self.kind = kind
    }
}

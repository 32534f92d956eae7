extension Roost {
    /// Which annotations to list; what is `nil` does not matter.
    public struct AnnotationFilter: Sendable, Hashable {
        public enum Kind: String, Sendable, CaseIterable {
            case truth, prediction
        }

        public var item: Identifier<Item>?
        public var version: Identifier<Version>?
        public var execution: Identifier<Execution>?
        public var kind: Kind?

        public init(
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

    public func annotations(
        of dataset: Dataset.Name,
        _ filter: AnnotationFilter = .init(),
        page: PageRequest = .first
    ) async throws -> Page<Annotation> {
        let request = Request(.get, inProject("datasets", dataset.text, "annotations")).adding(page)
            .adding("item", filter.item?.description)
            .adding("version", filter.version?.description)
            .adding("execution", filter.execution?.description)
            .adding("kind", filter.kind?.rawValue)
        return try await connection.value(request)
    }

    public func allAnnotations(of dataset: Dataset.Name, _ filter: AnnotationFilter = .init()) -> Listing<Annotation> {
        Listing { try await annotations(of: dataset, filter, page: $0) }
    }
}

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
        /// What else must hold, such as `score >= 0.9 and label != truth`.
        public var filter: Filter?

        public init(
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
            .adding("filter", filter.filter?.text)
        return try await connection.value(request)
    }

    public func allAnnotations(of dataset: Dataset.Name, _ filter: AnnotationFilter = .init()) -> Listing<Annotation> {
        Listing { try await annotations(of: dataset, filter, page: $0) }
    }

    /// Says things about items (1,000 at most), all or none; they come back in the order they were given.
    ///
    /// One with a version is that version's prediction, one without is ground truth. Give each an
    /// ``RoostEntities/Annotation/Addition/id`` if adding it twice must do no harm.
    @discardableResult
    public func addAnnotations(
        _ annotations: [Annotation.Addition],
        to dataset: Dataset.Name
    ) async throws -> [Annotation] {
        let path = inProject("datasets", dataset.text, "annotations")
        let page: Page<Annotation> = try await connection.value(
            Request(.post, path).json(["annotations": annotations])
        )
        return page.items
    }

    public func annotation(_ id: Identifier<Annotation>, of dataset: Dataset.Name) async throws -> Annotation {
        try await connection.value(
            Request(.get, inProject("datasets", dataset.text, "annotations", id.description))
        )
    }

    /// Says something else; what an execution found cannot be changed.
    public func updateAnnotation(
        _ id: Identifier<Annotation>,
        of dataset: Dataset.Name,
        _ changes: Annotation.Changes
    ) async throws -> Annotation {
        let path = inProject("datasets", dataset.text, "annotations", id.description)
        return try await connection.value(Request(.patch, path).json(changes))
    }

    /// Takes back what was said (1,000 at most), all or none.
    ///
    /// - Returns: how many there were.
    @discardableResult
    public func deleteAnnotations(_ ids: [Identifier<Annotation>], of dataset: Dataset.Name) async throws -> Int {
        try await change("annotations", of: dataset, Selection(ids: ids)).count
    }

    /// Takes back all that a filter means, a thousand at a time.
    ///
    /// - Returns: how many there were.
    @discardableResult
    public func deleteAnnotations(matching filter: Filter, of dataset: Dataset.Name) async throws -> Int {
        try await changeAll("annotations", of: dataset, Selection<Annotation>(filter: filter))
    }
}

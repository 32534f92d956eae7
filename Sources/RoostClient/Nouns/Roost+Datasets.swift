extension Roost {
    public func datasets(
        includingDeleted: Bool = false,
        page: PageRequest = .first
    ) async throws -> Page<Dataset> {
        let request = Request(.get, inProject("datasets")).adding(page)
            .adding("deleted", includingDeleted ? "true" : nil)
        return try await connection.value(request)
    }

    public func allDatasets(includingDeleted: Bool = false) -> Listing<Dataset> {
        Listing { try await datasets(includingDeleted: includingDeleted, page: $0) }
    }

    public func dataset(_ name: Dataset.Name) async throws -> Dataset {
        try await connection.value(Request(.get, inProject("datasets", name.text)))
    }

    public func createDataset(
        named name: Dataset.Name,
        description: String = "",
        labels: [Label] = [],
        isStrict: Bool = false,
        metadata: [String: JSONValue] = [:]
    ) async throws -> Dataset {
        struct Body: Encodable {
            let name: Dataset.Name
            let description: String
            let labels: [Label]
            let strict: Bool
            let metadata: [String: JSONValue]
        }
        let body = Body(name: name, description: description, labels: labels, strict: isStrict, metadata: metadata)
        return try await connection.value(Request(.post, inProject("datasets")).json(body))
    }

    /// Changes what is said; what is `nil` stays.
    ///
    /// `labels`: the whole ontology to be; labels that annotations use cannot be left out.
    /// `isStrict`: whether ground truth may carry only labels that are there.
    /// `metadata`: all of it to be.
    public func updateDataset(
        named name: Dataset.Name,
        description: String? = nil,
        labels: [Label]? = nil,
        isStrict: Bool? = nil,
        metadata: [String: JSONValue]? = nil
    ) async throws -> Dataset {
        struct Body: Encodable {
            let description: String?
            let labels: [Label]?
            let strict: Bool?
            let metadata: [String: JSONValue]?
        }
        let body = Body(description: description, labels: labels, strict: isStrict, metadata: metadata)
        return try await connection.value(Request(.patch, inProject("datasets", name.text)).json(body))
    }

    /// Divides the items of a dataset among its subsets, all at once.
    ///
    ///     try await roost.split(shapes, Split(.shares(.init(train: 80, validation: 10, test: 10), seed: 7, stratified: true)))
    public func split(_ dataset: Dataset.Name, _ split: Split) async throws -> Dataset {
        var request = try Request(.post, inProject("datasets", dataset.text, "split")).json(split)
        // A million items take a while.
        request.isPatient = true
        request.limit = nil
        return try await connection.value(request)
    }

    /// Hides the dataset and lets garbage collection take it later.
    public func deleteDataset(named name: Dataset.Name) async throws {
        try await connection.perform(Request(.delete, inProject("datasets", name.text)))
    }

    public func undeleteDataset(named name: Dataset.Name) async throws -> Dataset {
        try await connection.value(Request(.post, inProject("datasets", name.text, "undelete")))
    }
}

extension Roost {
    /// Which models to list.
    public struct ModelFilter: Sendable, Hashable {
        /// What their names begin with.
        public var prefix: String?
        public var includesArchived: Bool
        public var includesDeleted: Bool

        public init(prefix: String? = nil, includesArchived: Bool = false, includesDeleted: Bool = false) {
            self.prefix = prefix
            self.includesArchived = includesArchived
            self.includesDeleted = includesDeleted
        }
    }

    public func models(_ filter: ModelFilter = .init(), page: PageRequest = .first) async throws -> Page<Model> {
        let request = Request(.get, inProject("models")).adding(page)
            .adding("name", filter.prefix)
            .adding("archived", filter.includesArchived ? "true" : nil)
            .adding("deleted", filter.includesDeleted ? "true" : nil)
        return try await connection.value(request)
    }

    public func allModels(_ filter: ModelFilter = .init()) -> Listing<Model> {
        Listing { try await models(filter, page: $0) }
    }

    public func model(named name: Model.Name) async throws -> Model {
        try await connection.value(Request(.get, inProject("models", name.text)))
    }

    public func createModel(
        named name: Model.Name,
        description: String = "",
        tags: Tags = .none
    ) async throws -> Model {
        struct Body: Encodable {
            let name: Model.Name
            let description: String
            let tags: Tags
        }
        let body = Body(name: name, description: description, tags: tags)
        return try await connection.value(Request(.post, inProject("models")).json(body))
    }

    public func updateModel(named name: Model.Name, _ changes: Changes) async throws -> Model {
        try await connection.value(Request(.patch, inProject("models", name.text)).json(changes))
    }

    /// Hides the model and lets garbage collection take it later; until then ``undeleteModel(named:)`` brings it back.
    public func deleteModel(named name: Model.Name) async throws {
        try await connection.perform(Request(.delete, inProject("models", name.text)))
    }

    public func undeleteModel(named name: Model.Name) async throws -> Model {
        try await connection.value(Request(.post, inProject("models", name.text, "undelete")))
    }
}

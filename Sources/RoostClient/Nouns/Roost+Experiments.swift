extension Roost {
    public func experiments(
        includingDeleted: Bool = false,
        page: PageRequest = .first
    ) async throws -> Page<Experiment> {
        let request = Request(.get, inProject("experiments")).adding(page)
            .adding("deleted", includingDeleted ? "true" : nil)
        return try await connection.value(request)
    }

    public func allExperiments(includingDeleted: Bool = false) -> Listing<Experiment> {
        Listing { try await experiments(includingDeleted: includingDeleted, page: $0) }
    }

    public func experiment(_ name: Experiment.Name) async throws -> Experiment {
        try await connection.value(Request(.get, inProject("experiments", name.text)))
    }

    public func createExperiment(
        named name: Experiment.Name,
        description: String = "",
        tags: Tags = .none
    ) async throws -> Experiment {
        struct Body: Encodable {
            let name: Experiment.Name
            let description: String
            let tags: Tags
        }
        let body = Body(name: name, description: description, tags: tags)
        return try await connection.value(Request(.post, inProject("experiments")).json(body))
    }

    /// Changes what is said; a tag set to `nil` is removed.
    public func updateExperiment(
        named name: Experiment.Name,
        to newName: Experiment.Name? = nil,
        description: String? = nil,
        tags: [String: String?] = [:]
    ) async throws -> Experiment {
        struct Body: Encodable {
            let name: Experiment.Name?
            let description: String?
            let tags: [String: String?]?
        }
        let body = Body(name: newName, description: description, tags: tags.isEmpty ? nil : tags)
        return try await connection.value(Request(.patch, inProject("experiments", name.text)).json(body))
    }

    /// Hides the experiment with its runs and lets garbage collection take them later.
    public func deleteExperiment(named name: Experiment.Name) async throws {
        try await connection.perform(Request(.delete, inProject("experiments", name.text)))
    }

    public func undeleteExperiment(named name: Experiment.Name) async throws -> Experiment {
        try await connection.value(Request(.post, inProject("experiments", name.text, "undelete")))
    }
}

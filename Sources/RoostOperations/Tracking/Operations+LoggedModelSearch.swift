import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Models of a search in its order, after the first `offset`, and where the next page begins if there is one.
    package func loggedModels(
        _ search: LoggedModelSearch,
        limit: Int,
        offset: Int,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> (models: [LoggedModel], next: Int?) {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.loggedModels(search, in: project.id, limit: limit, offset: offset)
        }
    }
}

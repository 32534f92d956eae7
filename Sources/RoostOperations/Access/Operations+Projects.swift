import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Those the caller may see, by name.
    package func projects(page: PageRequest, as caller: Caller) async throws -> Page<Project> {
        try await metadata.read { try $0.projects(only: caller.projectID, page: page) }
    }

    package func createProject(
        _ name: Project.Name,
        description: String,
        as caller: Caller
    ) async throws -> Project {
        try caller.requireEverywhere(.admin)
        try Limits.check(description, "the description", limit: Limits.description)
        return try await metadata.write { [self] transaction in
            guard try transaction.project(named: name) == nil else {
                throw RoostError(.alreadyExists, "project \(quoted(name.text)) exists; use it, or pick another name")
            }
            let id: Identifier<Project> = ids.next()
            try transaction.insertProject(id, name: name, description: description, at: now())
            let project = try project(name, for: caller, in: transaction)
            try record("project.create", of: "", in: project, by: caller, transaction)
            return project
        }
    }

    package func project(named name: Project.Name, as caller: Caller) async throws -> Project {
        try await metadata.read { [self] in try project(name, for: caller, in: $0) }
    }
}

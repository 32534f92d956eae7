extension Roost {
    public func projects(_ page: PageRequest = .first) async throws -> Page<Project> {
        try await connection.value(Request(.get, ["projects"]).adding(page))
    }

    public func allProjects() -> Listing<Project> {
        Listing { try await projects($0) }
    }

    public func project(named name: Project.Name) async throws -> Project {
        try await connection.value(Request(.get, ["projects", name.text]))
    }

    public func createProject(named name: Project.Name, description: String = "") async throws -> Project {
        struct Body: Encodable {
            let name: Project.Name
            let description: String
        }
        let body = Body(name: name, description: description)
        return try await connection.value(Request(.post, ["projects"]).json(body))
    }
}

import RoostEntities

/// Who asks: what the token that came with the request says.
package struct Caller: Sendable, Hashable {
    /// Whom the audit log names.
    package let name: String
    package let role: Role
    /// The only project it may speak of; `nil` opens all.
    package let projectID: Identifier<Project>?
    /// The execution whose worker this is.
    package let executionID: Identifier<Execution>?

    package init(
        name: String,
        role: Role,
        projectID: Identifier<Project>? = nil,
        executionID: Identifier<Execution>? = nil
    ) {
        self.name = name
        self.role = role
        self.projectID = projectID
        self.executionID = executionID
    }

    /// Roost itself: what the server does without being asked.
    package static var system: Caller { Caller(name: "system", role: .admin) }
}

extension Caller {
    /// - Throws: `permissionDenied` unless the caller may do in `project` what takes `role`.
    package func require(_ role: Role, in project: Project) throws(RoostError) {
        guard projectID == nil || projectID == project.id else {
            throw RoostError(
                .permissionDenied,
                "this token opens another project than \(quoted(project.name.text)); use a token of that project"
            )
        }
        try require(role)
    }

    /// - Throws: `permissionDenied` unless the caller may do, in every project, what takes `role`.
    package func requireEverywhere(_ role: Role) throws(RoostError) {
        guard projectID == nil else {
            throw RoostError(
                .permissionDenied,
                "this token opens one project only; use a token that opens all of them"
            )
        }
        try require(role)
    }

    /// - Throws: `permissionDenied` unless the caller is the worker of `execution`.
    package func require(workerOf execution: Identifier<Execution>) throws(RoostError) {
        guard executionID == execution else {
            throw RoostError(
                .permissionDenied,
                "only the worker of execution \(execution) may report on it, with the token it was started with"
            )
        }
    }

    private func require(_ role: Role) throws(RoostError) {
        guard self.role >= role else {
            throw RoostError(
                .permissionDenied,
                "this takes the role \(role.rawValue), and token \(quoted(name)) has \(self.role.rawValue); "
                    + "ask an admin for a token with that role"
            )
        }
    }
}

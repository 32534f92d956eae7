import RoostEntities
import RoostMetadataStore

extension Operations {
    /// The project, if the caller may do there what takes `role`.
    func project(
        _ name: Project.Name,
        for caller: Caller,
        as role: Role = .viewer,
        in transaction: some Reading
    ) throws -> Project {
        guard let project = try projects[name] ?? transaction.project(named: name) else {
            throw RoostError(
                .notFound,
                "there is no project \(quoted(name.text)); list the projects, or ask an admin to make it"
            )
        }
        if transaction is ReadTransaction { projects.keep(project) }
        try caller.require(role, in: project)
        return project
    }

    /// Writes a line of the audit log, in the transaction of what it tells about.
    func record(
        _ action: String,
        of subject: String,
        detail: String = "",
        in project: Project?,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws {
        try transaction.insertAudit(
            ids.next(),
            project: project?.id,
            at: now(),
            actor: caller.name,
            action: action,
            subject: project.map { "\($0.name)/\(subject)" } ?? subject,
            detail: detail
        )
    }
}

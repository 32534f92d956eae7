import RoostEntities
import RoostMetadataStore

extension Operations {
    /// What was changed, the newest first: in one project, or everywhere.
    package func audit(
        project name: Project.Name?,
        page: PageRequest,
        as caller: Caller
    ) async throws -> Page<AuditEntry> {
        guard let name else {
            try caller.requireEverywhere(.maintainer)
            return try await metadata.read { try $0.audit(project: nil, page: page) }
        }
        return try await metadata.read { [self] transaction in
            let project = try project(name, for: caller, as: .maintainer, in: transaction)
            return try transaction.audit(project: project.id, page: page)
        }
    }
}

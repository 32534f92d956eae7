import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Makes a version with the same content, without copying a byte; it remembers what it was cloned from.
    package func cloneVersion(
        _ reference: Reference,
        _ draft: CloneDraft,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Version {
        try Limits.check(draft.description, "the description", limit: Limits.description)
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let original = try version(reference, in: project, transaction)
            guard original.status.isSealed else {
                throw RoostError(
                    .failedPrecondition,
                    "\(original.reference) is \(original.status.rawValue) and may still change; seal it, then clone it"
                )
            }
            let model = try modelToPush(to: draft.name, in: project, by: caller, transaction)
            let clone = NewVersion(
                id: ids.next(),
                projectID: project.id,
                modelID: model.id,
                number: try transaction.takeNumber(of: model.id, at: now()),
                description: draft.description ?? original.description,
                tags: original.tags,
                task: original.task,
                type: original.type,
                labels: original.labels,
                configuration: original.configuration,
                source: Version.Source(kind: .clone, location: original.reference.text),
                parentID: original.id,
                parent: original.reference,
                createdBy: caller.name,
                createdAt: now()
            )
            try transaction.insertVersion(clone)
            try transaction.copyArtifacts(from: original.id, to: clone.id, at: now()) { ids.next() }
            try transaction.countArtifacts(of: clone.id, at: now())
            try begin(
                clone.id,
                sealed: draft.open != true,
                message: "cloned from \(original.reference)",
                by: caller,
                transaction
            )
            let version = try self.version(clone.id, transaction)
            try record(
                "version.clone",
                of: version.reference.text,
                detail: "from \(original.reference)",
                in: project,
                by: caller,
                transaction
            )
            return version
        }
    }
}

import RoostEntities
import RoostMetadataStore

extension Operations {
    /// In the order they were made.
    package func annotations(
        of dataset: Dataset.Name,
        filter: AnnotationFilter = AnnotationFilter(),
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Annotation> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.annotations(
                of: try self.dataset(dataset, in: project, transaction).id,
                filter: filter.whole,
                page: page
            )
        }
    }
}

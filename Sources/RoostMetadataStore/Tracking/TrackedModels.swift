import GRDB
import RoostEntities

extension Reading {
    /// One that was not deleted.
    package func trackedModel(named name: Model.Name, in project: Identifier<Project>) throws -> TrackedModel? {
        let model: Model? = try connection.first(
            "\(Self.modelSelection) WHERE projectID = ? AND name = ? AND deletedAt IS NULL",
            [project, name]
        )
        return try model.map(tracked)
    }

    /// The identifier of one that was not deleted.
    package func modelID(named name: Model.Name, in project: Identifier<Project>) throws -> Identifier<Model>? {
        try connection.value(
            "SELECT id FROM model WHERE projectID = ? AND name = ? AND deletedAt IS NULL",
            [project, name]
        )
    }

    /// Models of a search in its order, after the first `offset`, but those with the tag that is `excluded`.
    package func trackedModels(
        _ search: ModelSearch,
        excluded: ExcludedTag?,
        in project: Identifier<Project>,
        limit: Int,
        offset: Int
    ) throws -> [TrackedModel] {
        let list = ModelSearchList(search: search, excluded: excluded, project: project)
        let few: [Identifier<Model>]? = try connection.few(try list.probes)
        let models: [Model] = try connection.all(list.statement(few: few, limit: limit, offset: offset))
        return try models.map(tracked)
    }

    private func tracked(_ model: Model) throws -> TrackedModel {
        guard model.versionCount > 0 else { return TrackedModel(model: model, aliases: [], latest: []) }
        return TrackedModel(
            model: model,
            aliases: try aliases(of: model.id),
            latest: try latestTrackedVersions(of: model.id)
        )
    }
}

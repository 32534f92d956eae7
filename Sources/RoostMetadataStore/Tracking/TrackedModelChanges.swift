import GRDB
import RoostEntities

extension WriteTransaction {
    package func setDescription(of model: Identifier<Model>, to text: String, at now: Timestamp) throws {
        try connection.execute("UPDATE model SET description = ?, updatedAt = ? WHERE id = ?", [text, now, model])
    }

    /// Tags change no moment, as MLflow's do not.
    package func setTags(of model: Identifier<Model>, to tags: Tags) throws {
        try connection.execute("UPDATE model SET tags = ? WHERE id = ?", [tags, model])
    }

    /// Gives a model another name, which nobody has; its versions, tags and aliases stay with it.
    package func rename(_ model: Identifier<Model>, to name: Model.Name, at now: Timestamp) throws {
        try connection.execute("UPDATE model SET name = ?, updatedAt = ? WHERE id = ?", [name, now, model])
        try connection.execute("UPDATE version SET updatedAt = ? WHERE modelID = ?", [now, model])
    }

    /// When it was made and last changed, of a model that was copied from elsewhere.
    package func setMoments(of model: Identifier<Model>, created: Timestamp, updated: Timestamp) throws {
        try connection.execute(
            "UPDATE model SET createdAt = ?, updatedAt = ? WHERE id = ?",
            [created, updated, model]
        )
    }

    /// Notes that something of the model changed.
    package func touch(_ model: Identifier<Model>, at now: Timestamp) throws {
        try connection.execute("UPDATE model SET updatedAt = max(updatedAt, ?) WHERE id = ?", [now, model])
    }
}

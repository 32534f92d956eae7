extension Roost {
    public func aliases(of model: Model.Name) async throws -> [AliasTarget] {
        try await connection.value(Request(.get, inProject("models", model.text, "aliases")))
    }

    /// Moves the alias in one step: whoever asks sees the version before or this one.
    public func setAlias(_ alias: Alias, of model: Model.Name, to number: Version.Number) async throws -> AliasTarget {
        struct Body: Encodable {
            let version: Version.Number
        }
        let path = inProject("models", model.text, "aliases", alias.text)
        return try await connection.value(Request(.put, path).json(Body(version: number)))
    }

    public func removeAlias(_ alias: Alias, of model: Model.Name) async throws {
        try await connection.perform(Request(.delete, inProject("models", model.text, "aliases", alias.text)))
    }
}

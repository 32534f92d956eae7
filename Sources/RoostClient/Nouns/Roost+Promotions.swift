extension Roost {
    /// Moves an alias to a version if all gates hold; the answer says whether, and why.
    ///
    /// - Parameters:
    ///   - version: The candidate; its model's alias moves.
    ///   - alias: What moves.
    ///   - gates: Conditions over evaluations, such as `accuracy >= champion - 0.005`.
    ///   - dataset: Whose evaluations decide; whatever the candidate was evaluated on last, unless it is said.
    ///   - snapshot: The state of the dataset, likewise.
    ///   - part: The items of it, likewise.
    /// - Returns: What was decided and why.
    /// - Throws: `notFound` when an evaluation is missing that the gates need, with the command that makes it.
    public func promote(
        _ version: Reference,
        to alias: Alias,
        requiring gates: [Gate] = [],
        dataset: Dataset.Name? = nil,
        snapshot: Digest? = nil,
        part: Evaluation.Part? = nil
    ) async throws -> Promotion {
        struct Body: Encodable {
            let version: Reference
            let gates: [String]
            let dataset: Dataset.Name?
            let snapshot: Digest?
            let part: Evaluation.Part?
        }
        let body = Body(
            version: version,
            gates: gates.map(\.expression.text),
            dataset: dataset,
            snapshot: snapshot,
            part: part
        )
        let path = inProject("models", version.model.text, "aliases", alias.text, "promote")
        return try await connection.value(Request(.post, path).json(body))
    }

    /// Archives or deletes versions of a model that nothing uses, all but the newest.
    ///
    /// - Parameters:
    ///   - model: Whose versions.
    ///   - count: How many of the newest stay.
    ///   - action: What becomes of the others.
    ///   - dryRun: Says what would become of them, and leaves them alone.
    /// - Returns: What became of each version and why.
    /// - Throws: `notFound` when there is no such model.
    public func prune(
        _ model: Model.Name,
        keepLast count: Int,
        _ action: PruneReport.Action,
        dryRun: Bool
    ) async throws -> PruneReport {
        struct Body: Encodable {
            let keepLast: Int
            let action: PruneReport.Action
            let dryRun: Bool
        }
        let body = Body(keepLast: count, action: action, dryRun: dryRun)
        return try await connection.value(Request(.post, inProject("models", model.text, "prune")).json(body))
    }
}

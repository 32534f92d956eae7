extension Roost {
    /// Queues the training of a version on a dataset, as it is now; the trained version is the execution's result.
    ///
    /// - Parameters:
    ///   - version: What the training begins with.
    ///   - dataset: Its subset `train` is learnt from, its subset `validation` says when to stop.
    ///   - model: Gets the trained version, and is made if it is missing.
    ///   - settings: What the version's adapter is told, as a JSON object.
    ///   - seed: Whence all chance comes.
    ///   - description: Of the version to be.
    ///   - snapshot: Trains on an older state of the dataset.
    /// - Returns: The queued execution.
    /// - Throws: `failedPrecondition` when the version is not sealed, `invalidArgument` for settings that are no object.
    public func train(
        _ version: Reference,
        on dataset: Dataset.Name,
        as model: Model.Name,
        settings: JSONValue = .object([:]),
        seed: UInt64 = 0,
        description: String? = nil,
        snapshot: Identifier<Snapshot>? = nil
    ) async throws -> Execution {
        let training = Execution.Input.Training(model: model, settings: settings, seed: seed, description: description)
        let input = Execution.Input(training: training, on: dataset, snapshot: snapshot)
        return try await createExecution(.train, with: version, on: input)
    }

    /// Queues the training of a version once more, as its record says; the execution's result says whether it came out
    /// the same.
    public func reproduce(_ version: Reference) async throws -> Execution {
        try await connection.value(Request(.post, path(of: version, "reproduce")))
    }
}

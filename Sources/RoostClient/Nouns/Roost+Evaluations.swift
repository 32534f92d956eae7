extension Roost {
    /// Queues the evaluation of a version by a dataset's ground truth, as it is now.
    ///
    /// - Parameters:
    ///   - version: What is judged.
    ///   - dataset: What it is judged by.
    ///   - subset: Only that part of the dataset.
    ///   - metrics: Numbers of the user's own over those of the report.
    ///   - snapshot: Judges by an older state of the dataset.
    ///   - answers: What is wanted of a detector's or segmenter's answers; its threshold is where precision, recall and
    ///     the objects of a review are counted.
    ///   - stuff: Labels of what cannot be counted, for panoptic quality; those that the dataset says unless given.
    ///   - unlabeled: The label of pixels that no annotation covers; they are left out unless it is given.
    /// - Returns: The queued execution.
    /// - Throws: `failedPrecondition` when the version is not sealed or the subset is empty.
    public func evaluate(
        _ version: Reference,
        on dataset: Dataset.Name,
        subset: Subset? = nil,
        metrics: [UserMetric] = [],
        snapshot: Identifier<Snapshot>? = nil,
        answers: AnswerOptions? = nil,
        stuff: [String]? = nil,
        unlabeledAs unlabeled: String? = nil
    ) async throws -> Execution {
        let request = Execution.Input.EvaluationRequest(metrics: metrics, stuff: stuff, unlabeledAs: unlabeled)
        var input = Execution.Input(evaluation: request, on: dataset, subset: subset, snapshot: snapshot)
        input.answers = answers
        return try await createExecution(.evaluate, with: version, on: input)
    }

    /// The newest first, without their reports.
    ///
    /// - Parameters:
    ///   - version: Only evaluations of this version.
    ///   - dataset: Only evaluations by this dataset.
    ///   - page: Which of them.
    /// - Returns: A page of them.
    /// - Throws: `notFound` when the version or the dataset is not there.
    public func evaluations(
        of version: Reference? = nil,
        on dataset: Dataset.Name? = nil,
        page: PageRequest = .first
    ) async throws -> Page<Evaluation> {
        let request = Request(.get, inProject("evaluations")).adding(page)
            .adding("version", version?.text).adding("dataset", dataset?.text)
        return try await connection.value(request)
    }

    public func allEvaluations(of version: Reference? = nil, on dataset: Dataset.Name? = nil) -> Listing<Evaluation> {
        Listing { try await evaluations(of: version, on: dataset, page: $0) }
    }

    /// Whole, with its report once it is finished.
    public func evaluation(_ id: Identifier<Evaluation>) async throws -> Evaluation {
        try await connection.value(Request(.get, path(of: id)))
    }

    /// The latest finished evaluation of a version, with its report.
    ///
    /// - Parameters:
    ///   - version: What was judged.
    ///   - dataset: What it was judged by.
    ///   - part: The items of the dataset; whatever was judged last, unless it is said.
    ///   - snapshot: The state of the dataset; the latest that the version was judged by, unless it is said.
    /// - Returns: The evaluation.
    /// - Throws: `notFound`, with the command that makes one.
    public func latestEvaluation(
        of version: Reference,
        on dataset: Dataset.Name,
        part: Evaluation.Part? = nil,
        snapshot: Digest? = nil
    ) async throws -> Evaluation {
        let request = Request(.get, path(of: version, "evaluation")).adding("dataset", dataset.text)
            .adding("part", part?.rawValue).adding("snapshot", snapshot?.text)
        return try await connection.value(request)
    }

    func path(of id: Identifier<Evaluation>, _ rest: String...) -> [String] {
        inProject("evaluations", id.description) + rest
    }
}

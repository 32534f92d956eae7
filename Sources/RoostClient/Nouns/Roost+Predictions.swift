import Foundation

extension Roost {
    /// What `version` says about images of this machine: uploads them, has the server work and waits.
    ///
    /// When the task is cancelled, so is the work on the server.
    ///
    /// `top`: how many labels an image gets at most. `answers`: what is wanted of objects and segments.
    /// - Returns: one prediction an image, in their order; an image that could not be read has a `failure`.
    public func predict(
        images: [URL],
        with version: Reference,
        top: Int = 1,
        answers: AnswerOptions? = nil,
        progress: TransferProgress.Handler? = nil
    ) async throws -> [Prediction] {
        let digests = try await upload(images, progress: progress)
        let inputs = zip(images, digests).map { image, digest in
            Execution.Input.Image(name: image.lastPathComponent, digest: digest)
        }
        var input = Execution.Input(images: inputs, top: top)
        input.answers = answers
        let created = try await createExecution(.predict, with: version, on: input)
        return try await finished(created).predictions ?? []
    }

    /// Has `version` annotate a dataset and waits until it has.
    ///
    /// When the task is cancelled, so is the work on the server.
    public func predict(
        dataset: Dataset.Name,
        subset: Subset? = nil,
        with version: Reference,
        top: Int = 1,
        answers: AnswerOptions? = nil,
        onChange: @escaping @Sendable (Execution) -> Void = { _ in }
    ) async throws -> Execution {
        var input = Execution.Input(dataset: dataset, subset: subset, top: top)
        input.answers = answers
        let created = try await createExecution(.predict, with: version, on: input)
        return try await finished(created, onChange: onChange)
    }

    private func finished(
        _ created: Execution,
        onChange: @escaping @Sendable (Execution) -> Void = { _ in }
    ) async throws -> Execution {
        do {
            return try await wait(for: created.id, onChange: onChange).succeeded()
        } catch {
            guard Task.isCancelled else { throw error }
            // This task can ask nothing any more; another one has to.
            let cancelling = Task.detached { try await cancelExecution(created.id) }
            _ = try? await cancelling.value
            throw RoostError(.cancelled, "execution \(created.id) is cancelled", cause: error)
        }
    }
}

extension Execution {
    /// The execution, if it did what it was asked.
    ///
    /// - Throws: `failedPrecondition` with the reason when it failed, `cancelled` when somebody stopped it.
    public func succeeded() throws(RoostError) -> Execution {
        switch status {
        case .failed:
            throw RoostError(
                .failedPrecondition,
                "execution \(id) failed: \(failure ?? "no reason was given"); see 'roost executions logs \(id)'"
            )
        case .cancelled:
            throw RoostError(.cancelled, "execution \(id) was cancelled")
        case .succeeded, .queued, .running, .cancelling:
            return self
        }
    }
}

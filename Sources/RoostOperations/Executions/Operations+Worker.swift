import RoostEntities
import RoostMetadataStore

/// What a worker says about its own execution, with the token it was started with.
extension Operations {
    /// A sign of life with what was done so far; the answer says whether to stop.
    package func heartbeat(
        _ id: Identifier<Execution>,
        progress: Execution.Progress,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> HeartbeatAnswer {
        try caller.require(workerOf: id)
        guard progress.done >= 0, (0...progress.done).contains(progress.failed), progress.total ?? 0 >= 0 else {
            throw RoostError(.invalidArgument, "progress counts up from 0, and no more fail than are done")
        }
        let (status, moved) = try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let execution = try self.execution(id, of: project, transaction)
            guard !execution.status.isFinished else { return (execution.status, false) }
            try transaction.setProgress(progress, of: id, at: now())
            return (execution.status, execution.progress != progress)
        }
        if moved { changes.announce(id) }
        return HeartbeatAnswer(cancel: status != .running)
    }

    /// Writes what was found (1,000 items at most); what this execution found about the same items before is replaced.
    package func recordResults(
        _ results: [ExecutionResult],
        of id: Identifier<Execution>,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try caller.require(workerOf: id)
        try Limits.check(count: results.count, "results", limit: Limits.results)
        for result in results {
            try result.check()
        }
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let execution = try self.execution(id, of: project, transaction)
            guard execution.kind == .predict else {
                throw RoostError(.failedPrecondition, "execution \(id) does not predict; it takes no predictions")
            }
            guard execution.status == .running || execution.status == .cancelling else {
                throw RoostError(
                    .failedPrecondition,
                    "execution \(id) is \(execution.status.rawValue) and takes no results; stop its worker"
                )
            }
            guard let dataset = execution.input.datasetID else {
                return try record(results, ofImagesOf: execution, transaction)
            }
            try record(results, in: dataset, of: execution, transaction)
        }
    }

    /// Ends it: with success, with `failure`, or, when it was asked to stop and did not get through, as cancelled.
    package func finishExecution(
        _ id: Identifier<Execution>,
        failure: String?,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Execution {
        try caller.require(workerOf: id)
        let execution = try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let execution = try self.execution(id, of: project, transaction)
            let end = execution.end(failure: failure, hasMade: try hasMade(execution, transaction))
            return try advance(execution, by: end, failure: failure, transaction)
        }
        changes.announce(id)
        return execution
    }

    private func record(
        _ results: [ExecutionResult],
        ofImagesOf execution: Execution,
        _ transaction: WriteTransaction
    ) throws {
        for result in results {
            guard let index = result.index, execution.input.images.indices.contains(index) else {
                throw RoostError(
                    .invalidArgument,
                    "a result names an image by its index, 0 to \(execution.input.images.count - 1)"
                )
            }
            try transaction.setPrediction(result.prediction, at: index, of: execution.id)
        }
    }

    private func record(
        _ results: [ExecutionResult],
        in dataset: Identifier<Dataset>,
        of execution: Execution,
        _ transaction: WriteTransaction
    ) throws {
        var balance = 0
        for result in results {
            guard let itemID = result.itemID, let item = try transaction.item(itemID, of: dataset) else {
                throw RoostError(.invalidArgument, "a result names an item of the execution's dataset; list its items")
            }
            let replaced = try transaction.deleteAnnotations(of: execution.id, item: itemID)
            let annotations = result.prediction.annotations.map {
                NewAnnotation(id: ids.next(), itemID: itemID, draft: $0)
            }
            try transaction.insertAnnotations(
                annotations,
                into: dataset,
                version: execution.versionID,
                execution: execution.id,
                by: execution.createdBy,
                at: now()
            )
            // What is said about a deleted item counts again when it is undeleted.
            if item.deletedAt == nil { balance += annotations.count - replaced }
        }
        try transaction.addCounts(items: [:], annotations: balance, to: dataset, at: now())
    }
}

extension Execution {
    fileprivate func end(failure: String?, hasMade: Bool) -> Event {
        guard status == .cancelling else { return failure == nil ? .succeed : .fail }
        guard !hasMade else { return .succeed }
        let isComplete = kind == .predict && failure == nil && progress.total.map { progress.done >= $0 } ?? false
        return isComplete ? .succeed : .confirmCancel
    }
}

extension ExecutionResult {
    fileprivate func check() throws {
        try Limits.check(
            count: prediction.annotations.count,
            "annotations of an item",
            limit: Limits.annotationsOfItem
        )
        try Limits.check(prediction.failure, "a prediction's failure", limit: Limits.failure)
        for annotation in prediction.annotations {
            _ = try Label(annotation.label)
            try annotation.geometry.validate()
            guard annotation.score.map({ (0...1).contains($0) }) ?? true else {
                throw RoostError(.invalidArgument, "a score lies between 0 and 1; apply a softmax or a sigmoid")
            }
        }
    }
}

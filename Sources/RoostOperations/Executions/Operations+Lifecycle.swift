import RoostEntities
import RoostMetadataStore

/// How an execution moves, and with it what it makes: in one transaction, so that no half version ever appears.
extension Operations {
    /// Moves an execution on, with the version and the run it makes; with its end its tokens end, and images without an
    /// answer get the reason.
    func advance(
        _ execution: Execution,
        by event: Execution.Event,
        failure: String? = nil,
        _ transaction: WriteTransaction
    ) throws -> Execution {
        let status = try execution.status.after(event)
        if status == .succeeded { try checkHasMade(execution, transaction) }
        let failure = failure.map { String(decoding: $0.utf8.prefix(Limits.failure), as: UTF8.self) }
        try transaction.setStatus(
            of: execution.id,
            to: status,
            failure: status == .failed ? failure ?? "no reason was given; see its log" : nil,
            at: now()
        )
        if status.isFinished {
            try transaction.deleteTokens(of: execution.id)
            try transaction.fillPredictions(
                of: execution.id,
                with: Prediction(failure: "the execution \(status.rawValue) before it came to this image")
            )
        }
        try moveProduct(of: execution, to: status, failure: failure, transaction)
        if let run = execution.runID, let end = status.run { try finishRun(run, as: end, transaction) }
        return try self.execution(execution.id, transaction)
    }

    /// Whether a training or an evaluation has made what it was asked for; a prediction's answers come one by one.
    func hasMade(_ execution: Execution, _ transaction: some Reading) throws -> Bool {
        switch execution.kind {
        case .predict: return false
        case .train:
            guard execution.input.training?.reproduces == nil else { return execution.result?.reproduction != nil }
            return try product(of: execution, transaction)?.status == .trained
        case .evaluate: return try evaluation(of: execution, transaction).report != nil
        }
    }

    /// The version that a training makes; `nil` when it makes none.
    func product(of execution: Execution, _ transaction: some Reading) throws -> Version? {
        try transaction.product(of: execution.id).map { try version($0, transaction) }
    }

    func evaluation(of execution: Execution, _ transaction: some Reading) throws -> Evaluation {
        guard let id = execution.result?.evaluationID, let evaluation = try transaction.evaluation(id) else {
            throw RoostError(.failedPrecondition, "execution \(execution.id) is no evaluation; start one")
        }
        return evaluation
    }

    /// Writes a version's next status, and the line of its history.
    func move(
        _ version: Version,
        by event: Version.Event,
        digest: Digest? = nil,
        message: String,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws {
        try transaction.setStatus(
            of: version.id,
            from: version.status,
            to: try version.status.after(event),
            digest: digest,
            change: ids.next(),
            by: caller.name,
            message: message,
            at: now()
        )
    }

    private func checkHasMade(_ execution: Execution, _ transaction: some Reading) throws {
        guard try execution.kind == .predict || hasMade(execution, transaction) else {
            throw RoostError(
                .failedPrecondition,
                "execution \(execution.id) has not said what it made; report that, or why it failed, then finish"
            )
        }
    }

    private func moveProduct(
        of execution: Execution,
        to status: Execution.Status,
        failure: String?,
        _ transaction: WriteTransaction
    ) throws {
        guard let version = try product(of: execution, transaction) else { return }
        switch (version.status, status) {
        case (.pending, .running):
            try move(version, by: .startTraining, message: "", by: .system, transaction)
        case (.training, .queued):
            let message = "the worker was lost; waits to be started again"
            try move(version, by: .requeueTraining, message: message, by: .system, transaction)
        case (.pending, .failed), (.training, .failed), (.pending, .cancelled), (.training, .cancelled):
            let reason = failure ?? (status == .cancelled ? "the training was cancelled" : "no reason was given")
            try move(version, by: .fail, message: reason, by: .system, transaction)
        default: return
        }
    }
}

extension Execution.Status {
    /// How the run of an execution ends with it; `nil` while it goes on.
    fileprivate var run: Run.Status? {
        switch self {
        case .queued, .running, .cancelling: nil
        case .succeeded: .finished
        case .failed: .failed
        case .cancelled: .killed
        }
    }
}

import RoostEntities
import RoostMetadataStore

/// What the scheduler does; nobody else may, so there is no caller.
extension Operations {
    /// The oldest queued execution, running from now on, with a token for its worker; `nil` when none is queued.
    package func claimNextExecution() async throws -> ClaimedExecution? {
        let claimed = try await metadata.write { [self] transaction -> ClaimedExecution? in
            guard let next = try transaction.nextQueuedExecution() else { return nil }
            try transaction.beginAttempt(of: next.id, at: now())
            let execution = try advance(next, by: .start, transaction)
            guard let project = try transaction.project(execution.projectID) else {
                throw RoostError(.internal, "execution \(next.id) has no project; run the doctor")
            }
            let secret = try issueToken(for: execution, in: transaction)
            return ClaimedExecution(execution: execution, project: project.name, secret: secret)
        }
        if let claimed { changes.announce(claimed.execution.id) }
        return claimed
    }

    /// Those running or cancelling, of all projects, the oldest first.
    package func runningExecutions() async throws -> [Execution] {
        try await metadata.read { try $0.runningExecutions() }
    }

    /// Says that an execution's worker ended without a word, or cannot be started.
    ///
    /// One that had made what it was asked for has succeeded. One that was cancelling is cancelled; one that was running is queued again, or fails with `reason` when it was
    /// started `attempts` times already. One that has ended stays as it is.
    package func workerIsGone(
        _ id: Identifier<Execution>,
        reason: String,
        attempts: Int
    ) async throws -> Execution {
        try await change(id) { [self] execution, transaction in
            guard execution.status == .running || execution.status == .cancelling else { return execution }
            guard try !hasMade(execution, transaction) else {
                return try advance(execution, by: .succeed, transaction)
            }
            guard execution.status == .running else {
                return try advance(execution, by: .confirmCancel, transaction)
            }
            try transaction.deleteTokens(of: id)
            guard execution.attempts >= attempts else {
                return try advance(execution, by: .requeue, transaction)
            }
            return try advance(execution, by: .fail, failure: reason, transaction)
        }
    }

    /// Fails an execution with a reason that trying again would not change; one that has ended stays as it is.
    package func failExecution(_ id: Identifier<Execution>, reason: String) async throws -> Execution {
        try await change(id) { [self] execution, transaction in
            guard !execution.status.isFinished else { return execution }
            return try advance(execution, by: .fail, failure: reason, transaction)
        }
    }

    /// Another token for the worker of a running execution; it ends with the execution.
    package func issueExecutionToken(_ id: Identifier<Execution>) async throws -> String {
        try await metadata.write { [self] transaction in
            let execution = try self.execution(id, transaction)
            guard !execution.status.isFinished else {
                throw RoostError(.failedPrecondition, "execution \(id) has ended; start another")
            }
            return try issueToken(for: execution, in: transaction)
        }
    }

    package func revokeExecutionTokens(_ id: Identifier<Execution>) async throws {
        try await metadata.write { try $0.deleteTokens(of: id) }
    }

    private func issueToken(for execution: Execution, in transaction: WriteTransaction) throws -> String {
        try insertToken(
            named: "execution \(execution.id)",
            role: .viewer,
            project: execution.projectID,
            execution: execution.id,
            in: transaction
        ).secret
    }

    private func change(
        _ id: Identifier<Execution>,
        _ body: @escaping @Sendable (Execution, WriteTransaction) throws -> Execution
    ) async throws -> Execution {
        let execution = try await metadata.write { [self] transaction in
            try body(try self.execution(id, transaction), transaction)
        }
        changes.announce(id)
        return execution
    }
}

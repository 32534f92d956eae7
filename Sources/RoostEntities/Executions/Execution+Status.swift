extension Execution {
    public enum Status: String, Sendable, Codable, CaseIterable {
        case queued
        case running
        /// Asked to stop, not yet gone.
        case cancelling
        case succeeded
        case failed
        case cancelled

        public var isFinished: Bool {
            switch self {
            case .succeeded, .failed, .cancelled: true
            case .queued, .running, .cancelling: false
            }
        }
    }

    /// What happens to an execution.
    public enum Event: String, Sendable, CaseIterable {
        case start
        case succeed
        case fail
        case requestCancel
        /// The process is gone after it was asked to.
        case confirmCancel
        /// The process is gone and the work can be done again.
        case requeue
    }
}

extension Execution.Status {
    /// The status after `event`: the only way a status ever changes.
    ///
    /// - Throws: `failedPrecondition` when the event cannot happen in this status.
    public func after(_ event: Execution.Event) throws(RoostError) -> Execution.Status {
        switch (self, event) {
        case (.queued, .start): .running
        case (.queued, .requestCancel): .cancelled
        case (.queued, .fail): .failed
        case (.running, .succeed), (.cancelling, .succeed): .succeeded
        case (.running, .fail), (.cancelling, .fail): .failed
        case (.running, .requestCancel), (.cancelling, .requestCancel): .cancelling
        case (.cancelling, .confirmCancel), (.cancelling, .requeue): .cancelled
        case (.running, .requeue): .queued
        default:
            throw RoostError(
                .failedPrecondition,
                "an execution that is \(rawValue) cannot take '\(event.rawValue)'"
                    + (isFinished ? "; it has ended: start another" : "; wait for its next status")
            )
        }
    }
}

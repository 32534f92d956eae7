extension Run {
    public enum Status: String, Sendable, Codable, CaseIterable {
        /// It waits for its turn.
        case scheduled
        case running
        case finished
        case failed
        /// Somebody stopped it.
        case killed

        public var hasEnded: Bool {
            switch self {
            case .scheduled, .running: false
            case .finished, .failed, .killed: true
            }
        }
    }

    /// What happens to a run.
    public enum Event: String, Sendable, CaseIterable {
        /// It is to begin later, perhaps again.
        case schedule
        case finish
        case fail
        case kill
        /// It begins, or goes on after an end, such as a script that was started again.
        case resume
    }
}

extension Run.Status {
    /// The status after `event`: the only way a status ever changes.
    ///
    /// An event that has happened already changes nothing, so that saying it twice does no harm.
    ///
    /// - Throws: `failedPrecondition` when the event cannot happen in this status.
    public func after(_ event: Run.Event) throws(RoostError) -> Run.Status {
        switch (self, event) {
        case (_, .schedule): .scheduled
        case (_, .resume): .running
        case (.scheduled, .finish), (.running, .finish), (.finished, .finish): .finished
        case (.scheduled, .fail), (.running, .fail), (.failed, .fail): .failed
        case (.scheduled, .kill), (.running, .kill), (.killed, .kill): .killed
        case (.finished, _), (.failed, _), (.killed, _):
            throw RoostError(
                .failedPrecondition,
                "a run that is \(rawValue) cannot \(event.rawValue); set it to running first"
            )
        }
    }

    /// What has to happen for a run to be in this status.
    public var event: Run.Event {
        switch self {
        case .scheduled: .schedule
        case .running: .resume
        case .finished: .finish
        case .failed: .fail
        case .killed: .kill
        }
    }
}

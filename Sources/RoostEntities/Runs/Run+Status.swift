extension Run {
    public enum Status: String, Sendable, Codable, CaseIterable {
        case running
        case finished
        case failed
        /// Somebody stopped it.
        case killed

        public var hasEnded: Bool { self != .running }
    }

    /// What happens to a run.
    public enum Event: String, Sendable, CaseIterable {
        case finish
        case fail
        case kill
        /// It goes on after an end, such as a script that was started again.
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
        case (_, .resume): .running
        case (.running, .finish), (.finished, .finish): .finished
        case (.running, .fail), (.failed, .fail): .failed
        case (.running, .kill), (.killed, .kill): .killed
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
        case .running: .resume
        case .finished: .finish
        case .failed: .fail
        case .killed: .kill
        }
    }
}

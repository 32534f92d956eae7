extension Version {
    /// Where a version is in its life.
    ///
    /// `deployed` is not here: it is derived from deployments.
    public enum Status: String, Sendable, Codable, CaseIterable {
        /// Open: artifacts may still be added and removed.
        case created
        case cloning
        case converting
        /// Waits for its training to start.
        case pending
        case training
        case preTrained = "pre-trained"
        case trained
        case failed

        /// Whether the content can never change again.
        public var isSealed: Bool {
            switch self {
            case .preTrained, .trained, .converting: true
            case .created, .cloning, .pending, .training, .failed: false
            }
        }
    }

    /// What happens to a version.
    public enum Event: String, Sendable, CaseIterable {
        /// All artifacts are there.
        case seal
        case clone
        case finishClone
        case requestTraining
        case startTraining
        /// The training was cut off and waits to be started again.
        case requeueTraining
        case finishTraining
        case startConversion
        case finishConversion
        case fail
        /// A failed version is opened to be tried again.
        case reopen
    }
}

extension Version.Status {
    /// The status after `event`: the only way a status ever changes.
    ///
    /// - Throws: `failedPrecondition` when the event cannot happen in this status.
    public func after(_ event: Version.Event) throws(RoostError) -> Version.Status {
        switch (self, event) {
        case (.created, .seal): .preTrained
        case (.created, .clone): .cloning
        case (.cloning, .finishClone): .created
        case (.created, .requestTraining): .pending
        case (.pending, .startTraining): .training
        case (.training, .requeueTraining): .pending
        case (.training, .finishTraining): .trained
        case (.preTrained, .startConversion), (.trained, .startConversion): .converting
        case (.converting, .finishConversion): .trained
        case (.created, .fail), (.cloning, .fail), (.pending, .fail), (.training, .fail), (.converting, .fail): .failed
        case (.failed, .reopen): .created
        default:
            throw RoostError(
                .failedPrecondition,
                "a version that is \(rawValue) cannot \(event.words); \(hint)"
            )
        }
    }

    private var hint: String {
        switch self {
        case .preTrained, .trained: "its content never changes: clone it and change the clone"
        case .created: "it is open: add its artifacts and seal it"
        case .failed: "reopen it to try again"
        case .cloning, .converting, .pending, .training: "wait until that ends, or cancel it"
        }
    }
}

extension Version.Event {
    fileprivate var words: String {
        switch self {
        case .seal: "be sealed"
        case .clone: "be cloned into"
        case .finishClone: "finish being cloned"
        case .requestTraining: "be queued for training"
        case .startTraining: "start training"
        case .requeueTraining: "be queued for training again"
        case .finishTraining: "finish training"
        case .startConversion: "be converted"
        case .finishConversion: "finish being converted"
        case .fail: "fail"
        case .reopen: "be reopened"
        }
    }
}

extension Evaluation {
    /// Which items of a dataset an evaluation was about.
    public enum Part: String, Sendable, Codable, CaseIterable {
        case all, train, validation, test

        public init(_ subset: Subset?) {
            switch subset {
            case nil: self = .all
            case .train: self = .train
            case .validation: self = .validation
            case .test: self = .test
            }
        }

        /// `nil` for all items.
        public var subset: Subset? { Subset(rawValue: rawValue) }
    }

    public var part: Part { Part(subset) }
}

/// Which traces are wanted, and in which order.
package struct TraceSearch: Sendable, Hashable {
    /// The numbers of the experiments to look in.
    package var experiments: [Int64]
    /// All have to hold.
    package var conditions: [SearchCondition<Field>]
    /// After these the newest first, then by identifier.
    package var order: [SearchSort<Field>]

    package init(
        experiments: [Int64],
        conditions: [SearchCondition<Field>] = [],
        order: [SearchSort<Field>] = []
    ) {
        self.experiments = experiments
        self.conditions = conditions
        self.order = order
    }

    package enum Field: Sendable, Hashable {
        case id, clientID, experiment, state
        case started, ended
        /// In milliseconds.
        case duration
        case tag(String)
        case metadata(String)
        /// A run that the trace was linked to, or else the one that its metadata names.
        case run(orMetadata: String)
        /// Of those that none overrides.
        case assessment(TraceAssessment.Kind, String)
        /// An issue that somebody found in the trace, by its name.
        case issue
        /// A version of a prompt that went into the trace, such as `greeting/2`.
        case prompt
        /// All that is asked of steps has to be true of one of them.
        case span(SpanField)
    }

    package enum SpanField: Sendable, Hashable {
        case name, type, status
        /// All of its text.
        case content
    }
}

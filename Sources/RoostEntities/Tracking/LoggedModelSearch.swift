/// Which logged models are wanted, and in which order.
package struct LoggedModelSearch: Sendable, Hashable {
    /// The numbers of the experiments to look in.
    package var experiments: [Int64]
    /// All have to hold.
    package var conditions: [SearchCondition<Field>]
    /// After these the newest first, then by identifier.
    package var order: [SearchSort<Field>]
    /// The data on which the metrics were measured that conditions speak of; empty for any.
    package var datasets: [Dataset]

    package init(
        experiments: [Int64],
        conditions: [SearchCondition<Field>] = [],
        order: [SearchSort<Field>] = [],
        datasets: [Dataset] = []
    ) {
        self.experiments = experiments
        self.conditions = conditions
        self.order = order
        self.datasets = datasets
    }

    package enum Field: Sendable, Hashable {
        case id, name, type, status, sourceRun, created, updated
        case tag(String)
        case parameter(String)
        /// On that data; `nil` for any.
        case metric(String, on: Dataset?)
    }

    package struct Dataset: Sendable, Hashable {
        package var name: String
        /// `nil` for any state of it.
        package var digest: String?

        package init(name: String, digest: String? = nil) {
            self.name = name
            self.digest = digest
        }
    }
}

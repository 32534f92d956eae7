/// A run as dialects of experiment tracking know it.
package struct TrackedRun: Sendable, Equatable {
    package let run: Run
    package let experimentNumber: Int64
    /// Where the experiment's runs keep their artifacts if that is not here.
    package let artifactLocation: String?
    /// Who ran it, as its client says; `nil` when it said nothing.
    package let user: String?
    /// Whether the run was deleted, or its experiment.
    package let isDeleted: Bool
    package let datasets: [TrackedDataset]

    package init(
        run: Run,
        experimentNumber: Int64,
        artifactLocation: String?,
        user: String?,
        isDeleted: Bool,
        datasets: [TrackedDataset]
    ) {
        self.run = run
        self.experimentNumber = experimentNumber
        self.artifactLocation = artifactLocation
        self.user = user
        self.isDeleted = isDeleted
        self.datasets = datasets
    }
}

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
    /// Logged models it read.
    package let modelInputs: [LoggedModel.ID]
    package let modelOutputs: [ModelOutput]

    /// A logged model that came out of a run.
    package struct ModelOutput: Sendable, Hashable {
        package var model: LoggedModel.ID
        /// At which step of the run.
        package var step: Int64

        package init(model: LoggedModel.ID, step: Int64) {
            self.model = model
            self.step = step
        }
    }

    /// What clients of experiment tracking call it.
    package var trackedID: TrackedRunID { run.foreignID ?? TrackedRunID(run.id) }

    package init(
        run: Run,
        experimentNumber: Int64,
        artifactLocation: String?,
        user: String?,
        isDeleted: Bool,
        datasets: [TrackedDataset],
        modelInputs: [LoggedModel.ID] = [],
        modelOutputs: [ModelOutput] = []
    ) {
        self.run = run
        self.experimentNumber = experimentNumber
        self.artifactLocation = artifactLocation
        self.user = user
        self.isDeleted = isDeleted
        self.datasets = datasets
        self.modelInputs = modelInputs
        self.modelOutputs = modelOutputs
    }
}

/// An experiment as dialects of experiment tracking know it: by a number.
package struct TrackedExperiment: Sendable, Equatable {
    /// 0 is the one that runs go to when nobody says where.
    package let number: Int64
    package let experiment: Experiment
    /// Where its runs keep their artifacts if that is not here.
    package let artifactLocation: String?

    package init(number: Int64, experiment: Experiment, artifactLocation: String?) {
        self.number = number
        self.experiment = experiment
        self.artifactLocation = artifactLocation
    }
}

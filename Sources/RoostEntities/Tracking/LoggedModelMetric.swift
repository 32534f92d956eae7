/// What a run measured of a logged model, on a dataset if it says which.
package struct LoggedModelMetric: Sendable, Hashable {
    package var point: MetricPoint
    package var run: TrackedRunID
    package var datasetName: String?
    package var datasetDigest: String?

    package init(point: MetricPoint, run: TrackedRunID, datasetName: String? = nil, datasetDigest: String? = nil) {
        self.point = point
        self.run = run
        self.datasetName = datasetName
        self.datasetDigest = datasetDigest
    }
}

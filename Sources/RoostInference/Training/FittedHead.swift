import RoostAdapters
import RoostHuggingFace

/// A head that was fitted, before it is saved.
package struct FittedHead: TrainingOutcome {
    package let head: TrainedHead
    package let summary: TrainingSummary

    package var labels: [String] { head.labels }
}

import RoostEntities
import RoostThreads

/// Judges predictions of objects, pixels or segments against the ground truth, item by item.
package protocol ObjectEvaluating: Sendable {
    /// Judges the answer for an item.
    ///
    /// - Throws: `failedPrecondition` for answers or annotations that cannot be compared, `tooLarge` beyond the limits.
    mutating func add(
        item: SnapshotItem,
        prediction: Prediction
    ) throws(RoostError) -> (outcome: Outcome, objects: [ObjectOutcome])

    /// The report about the items that were added, and what comparisons are made from.
    ///
    /// The same to the last bit on any number of threads, of which `width` work on it at most.
    ///
    /// - Throws: `invalidArgument` for what cannot be compared.
    func finish(
        on threads: BlockingThreads,
        width: Int
    ) async throws(RoostError) -> (report: EvaluationReport, evidence: Evidence)
}

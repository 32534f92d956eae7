import RoostEntities
import RoostEvaluation

extension Operations {
    func evidenceComparison(
        of entries: [ComparisonEntry],
        _ request: ComparisonRequest
    ) async throws -> Comparison {
        throw RoostError(.unsupported, "detectors and segmenters cannot be compared yet")
    }
}

import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostEvaluation
import RoostThreads

/// How detectors and segmenters are compared: from what their evaluations kept of every item.
extension Operations {
    /// In bytes, of all versions of a comparison together.
    private static let evidenceLimit: Int64 = 1 << 30

    /// - Returns: The comparison, and how many items are left out of it.
    func evidenceComparison(
        of entries: [ComparisonEntry],
        _ request: ComparisonRequest
    ) async throws -> (comparison: Comparison, leftOut: Int) {
        var room = Self.evidenceLimit
        var evidence: [Evidence] = []
        for entry in entries {
            let bytes = try await evidenceBytes(of: entry.evaluation, limit: room)
            room -= Int64(bytes.count)
            evidence.append(try await mathematics.run { try Evidence(bytes: bytes) })
        }
        let (kept, metrics) = (evidence, entries.commonMetrics)
        return try await mathematics.run {
            let comparing = try EvidenceComparing(
                versions: entries.map(\.version.reference.text),
                evidence: kept,
                metric: request.metric,
                userMetrics: metrics,
                resamples: request.resamples,
                seed: request.seed
            )
            return (try comparing.comparison(), comparing.leftOut)
        }
    }

    /// What an evaluation kept of every item.
    ///
    /// - Parameters:
    ///   - evaluation: A finished one of a detector or segmenter.
    ///   - limit: In bytes.
    /// - Returns: The content.
    /// - Throws: `failedPrecondition` without evidence, `corrupted` when it is gone, `tooLarge` beyond the limit.
    func evidenceBytes(of evaluation: Evaluation, limit: Int64) async throws -> [UInt8] {
        guard let digest = evaluation.evidence else {
            throw RoostError(
                .failedPrecondition,
                "the evaluation of \(evaluation.version) kept no evidence; evaluate it again"
            )
        }
        guard let size = try await blobs.size(of: digest) else {
            throw RoostError(
                .corrupted,
                "the evidence of \(evaluation.version) is missing in the store; run the doctor, or evaluate it again"
            )
        }
        guard size <= limit else {
            throw RoostError(
                .tooLarge,
                "the evidence of these evaluations has more than \(Self.evidenceLimit >> 20) MiB; compare fewer versions, or "
                    + "on a subset"
            )
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(size))
        for try await piece in try await blobs.read(digest) { bytes.append(contentsOf: piece.readableBytesView) }
        return bytes
    }
}

import Foundation
import RoostImaging

/// What a segmenter with queries answered for one image: for each query how much it is each label, and where it is.
///
/// All numbers must be finite.
struct QueryMasks {
    /// `[queries, labels + 1]`, the last of them "no object".
    let labelLogits: UnsafePointer<Float>
    /// `[queries, height, width]`.
    let maskLogits: UnsafePointer<Float>
    let queryCount: Int
    /// Without "no object".
    let labelCount: Int
    let placement: MaskPlacement
    /// The size that masks are enlarged to before anything else, whatever the image's; `nil` when they are not.
    let enlarged: ImageSize?

    /// How likely a query has each label, "no object" the last.
    func probabilities(of query: Int) -> [Float] {
        let logits = UnsafeBufferPointer(start: labelLogits + query * (labelCount + 1), count: labelCount + 1)
        // Without the largest, none of the exponentials can overflow.
        let largest = logits.max() ?? 0
        let exponentials = logits.map { exp(Double($0 - largest)) }
        let sum = exponentials.reduce(0, +)
        return exponentials.map { Float($0 / sum) }
    }

    /// How likely each pixel belongs to each of `queries`, once the masks are enlarged.
    func maskProbabilities(of queries: [Int]) -> MaskProbabilities {
        let samples = placement.samples
        let size = enlarged ?? samples
        return MaskProbabilities(
            maskLogits,
            masks: queries,
            rows: BilinearAxis(sampleCount: samples.height, pixelCount: size.height),
            columns: BilinearAxis(sampleCount: samples.width, pixelCount: size.width)
        )
    }

    /// How the enlarged masks lie on the image.
    var enlargedPlacement: MaskPlacement {
        MaskPlacement(
            samples: enlarged ?? placement.samples,
            target: placement.target,
            coveredRows: placement.coveredRows,
            coveredColumns: placement.coveredColumns
        )
    }
}

import Foundation
import RoostEntities
import RoostImaging

/// What DETR's queries found, as `post_process_object_detection` of `transformers` reads them.
///
/// Of each query the likeliest label counts, "no object" left aside, if it is likelier than a threshold. Nothing is
/// suppressed: queries learn not to find the same object. Boxes are not cut at the image's edge.
struct DetectedBoxes: Sendable {
    /// What the image processor takes when nobody says.
    static let defaultThreshold = 0.5

    /// Without "no object".
    let labels: [String]
    /// Which probability must be exceeded.
    let threshold: Double

    /// The objects found, the surest first; of equally sure ones the earlier query's.
    ///
    /// - Throws: ``RoostError`` when the outputs are not those of a detector with these labels.
    func prediction(from answer: DenseAnswer) throws -> Prediction {
        try answer.withOutput("logits") { logits, extents in
            try answer.withOutput("pred_boxes") { boxes, boxExtents in
                guard extents.count == 2, extents[1] == labels.count + 1, boxExtents == [extents[0], 4] else {
                    throw RoostError(
                        .internal,
                        "a detector of \(labels.count) labels answered logits of \(extents) and boxes of \(boxExtents)"
                    )
                }
                guard logits.allSatisfy(\.isFinite), boxes.allSatisfy(\.isFinite) else {
                    return Prediction(failure: "the model answered with numbers that are not finite")
                }
                let found = (0..<extents[0]).compactMap { query in
                    object(logits[query * extents[1]..<(query + 1) * extents[1]]).map { (query, $0) }
                }
                let sorted = found.sorted { (-$0.1.score, $0.0) < (-$1.1.score, $1.0) }
                let size = (width: Double(answer.original.width), height: Double(answer.original.height))
                return Prediction(
                    annotations: sorted.map { query, object in
                        Annotation.Draft(
                            label: labels[object.label],
                            geometry: .box(Self.box(boxes[query * 4..<query * 4 + 4], in: size)),
                            score: object.score
                        )
                    }
                )
            }
        }
    }

    /// The likeliest label of a query's logits, the first of equals; `nil` when it is not likely enough.
    private func object(_ logits: Slice<UnsafeBufferPointer<Float>>) -> (label: Int, score: Double)? {
        var best = logits.startIndex
        for index in logits.indices.dropLast() where logits[index] > logits[best] { best = index }
        // Without the largest, none of the exponentials can overflow.
        let largest = Double(logits.max() ?? 0)
        let sum = logits.reduce(0) { $0 + exp(Double($1) - largest) }
        let score = exp(Double(logits[best]) - largest) / sum
        guard score > threshold else { return nil }
        return (best - logits.startIndex, score)
    }

    /// From the centre and the sides, as shares of the image, to pixels.
    private static func box(
        _ shares: Slice<UnsafeBufferPointer<Float>>,
        in size: (width: Double, height: Double)
    ) -> Geometry.Box {
        let first = shares.startIndex
        let (x, y) = (Double(shares[first]), Double(shares[first + 1]))
        let (width, height) = (Double(shares[first + 2]), Double(shares[first + 3]))
        return Geometry.Box(
            x: (x - width / 2) * size.width,
            y: (y - height / 2) * size.height,
            width: width * size.width,
            height: height * size.height
        )
    }
}

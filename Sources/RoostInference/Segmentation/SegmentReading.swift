import RoostEntities
import RoostHuggingFace
import RoostImaging

/// How a segmenter's raw outputs become annotations.
struct SegmentReading: Sendable {
    let outputs: DenseGraph.Outputs
    /// Without "no object".
    let labels: [String]
    let task: ModelTask
    let options: AnswerOptions

    /// Mask2Former's image processor brings every mask to this size first, whatever the image's.
    private static let enlargedMasks = RoostImaging.ImageSize(height: 384, width: 384)
    /// So many labels and queries can be told apart.
    private static let maximumCount = Int(UInt16.max)

    /// The outputs that are needed.
    var names: [String] {
        outputs == .boxesAndMasks ? ["logits", "pred_masks"] : outputs.names
    }

    /// The segments found; a failure when the numbers are not finite.
    ///
    /// - Throws: ``RoostError`` when the outputs are not those of such a segmenter with these labels.
    func prediction(from answer: DenseAnswer) throws -> Prediction {
        if outputs == .pixels {
            return try answer.withOutput("logits") { logits, extents in
                try pixels(logits, extents, of: answer)
            }
        }
        return try answer.withOutput(names[0]) { logits, extents in
            try answer.withOutput(names[1]) { masks, maskExtents in
                try queries(logits, extents, masks, maskExtents, of: answer)
            }
        }
    }

    private func pixels(
        _ logits: UnsafeBufferPointer<Float>,
        _ extents: [Int],
        of answer: DenseAnswer
    ) throws -> Prediction {
        guard extents.count == 3, extents[0] == labels.count, labels.count <= Self.maximumCount,
            let numbers = logits.baseAddress, !logits.isEmpty
        else {
            throw RoostError(.internal, "a segmenter of \(labels.count) labels answered logits of \(extents)")
        }
        guard logits.areFinite else { return Self.notFinite }
        let size = RoostImaging.ImageSize(height: extents[1], width: extents[2])
        let placement = MaskPlacement(samples: size, of: answer)
        let segments = try LabelLogits(numbers: numbers, labelCount: labels.count, placement: placement).segments()
        return prediction(segments)
    }

    private func queries(
        _ logits: UnsafeBufferPointer<Float>,
        _ extents: [Int],
        _ masks: UnsafeBufferPointer<Float>,
        _ maskExtents: [Int],
        of answer: DenseAnswer
    ) throws -> Prediction {
        guard extents.count == 2, extents[1] == labels.count + 1, maskExtents.count == 3, maskExtents[0] == extents[0],
            max(extents[0], extents[1]) <= Self.maximumCount, let labelLogits = logits.baseAddress, !logits.isEmpty,
            let maskLogits = masks.baseAddress, !masks.isEmpty
        else {
            throw RoostError(
                .internal,
                "a segmenter of \(labels.count) labels answered logits of \(extents) and masks of \(maskExtents)"
            )
        }
        guard logits.areFinite, masks.areFinite else { return Self.notFinite }
        let size = RoostImaging.ImageSize(height: maskExtents[1], width: maskExtents[2])
        let queries = QueryMasks(
            labelLogits: labelLogits,
            maskLogits: maskLogits,
            queryCount: extents[0],
            labelCount: labels.count,
            placement: MaskPlacement(samples: size, of: answer),
            enlarged: outputs == .masks ? Self.enlargedMasks : nil
        )
        return prediction(try segments(queries))
    }

    private func segments(_ queries: QueryMasks) throws -> [Segment] {
        var thresholds = QueryMasks.PanopticThresholds()
        thresholds.score = options.threshold ?? thresholds.score
        thresholds.mask = options.maskThreshold ?? thresholds.mask
        thresholds.overlap = options.overlapThreshold ?? thresholds.overlap
        switch task {
        case .semanticSegmentation:
            return try queries.semanticSegments()
        case .instanceSegmentation where outputs == .masks:
            return try queries.instances(threshold: thresholds.score)
        default:
            // DETR's image processor finds instances as it finds panoptic segments.
            return try queries.panopticSegments(thresholds)
        }
    }

    /// The surest first; of equally sure ones, and of those without a score, in the order they come.
    private func prediction(_ segments: [Segment]) -> Prediction {
        let order = segments.indices.sorted {
            (-(segments[$0].score ?? 0), $0) < (-(segments[$1].score ?? 0), $1)
        }
        return Prediction(
            annotations: order.map { index in
                let segment = segments[index]
                return Annotation.Draft(
                    label: labels[segment.label],
                    geometry: geometry(of: segment.mask),
                    score: segment.score
                )
            }
        )
    }

    private func geometry(of mask: RunLengths) -> Geometry {
        guard options.outlines == true else {
            return .mask(
                Geometry.RunLengthMask(width: mask.size.width, height: mask.size.height, counts: mask.counts)
            )
        }
        return .polygon(mask.outlines.map { ring in ring.map { Geometry.Point(x: $0.x, y: $0.y) } })
    }

    private static var notFinite: Prediction {
        Prediction(failure: "the model answered with numbers that are not finite")
    }
}

extension MaskPlacement {
    /// Masks over the whole input of a model, of which the image may be a part.
    fileprivate init(samples: RoostImaging.ImageSize, of answer: DenseAnswer) {
        self.init(
            samples: samples,
            target: answer.original,
            coveredRows: Double(answer.scaled.height) / Double(answer.padded.height),
            coveredColumns: Double(answer.scaled.width) / Double(answer.padded.width)
        )
    }
}

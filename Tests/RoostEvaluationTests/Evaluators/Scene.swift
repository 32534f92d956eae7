import RoostEntities
import RoostEvaluation
import RoostThreads

/// One image of 100 x 100 pixels.
enum Scene {
    static func box(
        _ label: String,
        _ x: Double,
        _ y: Double,
        _ width: Double,
        _ height: Double,
        _ score: Double? = nil
    ) -> Annotation.Draft {
        let box = Geometry.Box(x: x, y: y, width: width, height: height)
        return Annotation.Draft(label: label, geometry: .box(box), score: score)
    }

    /// Columns of the image: from `start`, so many.
    static func columns(_ label: String, _ start: Int, _ count: Int, _ score: Double? = nil) -> Annotation.Draft {
        let counts = [start * 100, count * 100, (100 - start - count) * 100]
        let mask = Geometry.RunLengthMask(width: 100, height: 100, counts: counts)
        return Annotation.Draft(label: label, geometry: .mask(mask), score: score)
    }

    static func item(_ annotations: [Annotation.Draft], number: Int = 1) throws -> SnapshotItem {
        let id = Identifier<Item>(seconds: 1, random: 0, counter: UInt32(number))
        return try item(annotations, id: id, path: "\(number).png", width: 100, height: 100)
    }

    /// The same item with other annotations.
    static func item(_ annotations: [Annotation.Draft], like item: SnapshotItem) throws -> SnapshotItem {
        try self.item(annotations, id: item.id, path: item.path.text, width: item.width, height: item.height)
    }

    static func item(
        _ annotations: [Annotation.Draft],
        id: Identifier<Item>,
        path: String,
        width: Int,
        height: Int
    ) throws -> SnapshotItem {
        let item = Item(
            id: id,
            datasetID: Identifier(seconds: 1, random: 0, counter: 0),
            path: try Artifact.Path(path),
            digest: try Digest(String(repeating: "0", count: 64)),
            size: 1,
            mediaType: "image/png",
            width: width,
            height: height,
            in: nil,
            createdAt: Timestamp(milliseconds: 0)
        )
        return SnapshotItem(item, annotations: annotations)
    }

    static func evaluator(_ overlap: DetectionReport.Overlap = .box) throws -> DetectionEvaluator {
        try DetectionEvaluator(labels: ["cat", "dog"], overlap: overlap, raster: Outlines.raster)
    }

    static func judge(
        _ truth: [Annotation.Draft],
        _ answers: [Annotation.Draft] = [],
        failure: String? = nil,
        _ overlap: DetectionReport.Overlap = .box
    ) throws -> (outcome: Outcome, objects: [ObjectOutcome]) {
        var evaluator = try evaluator(overlap)
        let prediction = failure.map { Prediction(failure: $0) } ?? Prediction(annotations: answers)
        return try evaluator.add(item: item(truth), prediction: prediction)
    }

    static func report(_ pairs: [([Annotation.Draft], [Annotation.Draft])]) async throws -> EvaluationReport {
        var evaluator = try evaluator()
        for (index, pair) in pairs.enumerated() {
            let prediction = Prediction(annotations: pair.1)
            _ = try evaluator.add(item: item(pair.0, number: index), prediction: prediction)
        }
        return try await evaluator.finish(on: BlockingThreads(label: "scene", count: 1)).report
    }
}

import RoostEntities
import RoostEvaluation
import RoostThreads

/// Two versions of a detector, judged item by item and then compared on items drawn anew.
struct DetectorComparison {
    private static let noMasks: OutlineRaster = { _, _, _ throws(RoostError) in
        throw RoostError(.invalidArgument, "boxes need no drawing")
    }

    let items: [SnapshotItem]
    /// By version, by item.
    let predictions: [[Prediction]]
    private let labels: [String]

    /// The second version lacks every seventh detection of the first.
    init(_ truth: COCOTruth, _ detections: DetectedObjects) throws {
        let names = (0..<truth.labels.count).map { "label \($0)" }
        labels = names
        var annotations = [[Annotation.Draft]](repeating: [], count: truth.images.count)
        let objects = truth.objects
        for (index, image) in objects.columns.images.enumerated() {
            var attributes: [String: JSONValue] = ["area": .number(objects.areas[index])]
            if objects.crowds[index] { attributes["iscrowd"] = .bool(true) }
            annotations[Int(image)].append(
                Annotation.Draft(
                    label: names[Int(objects.columns.labels[index])],
                    geometry: .box(objects.columns.boxes[index]),
                    attributes: attributes
                )
            )
        }
        items = try annotations.enumerated().map { index, annotations in
            SnapshotItem(
                Item(
                    id: Identifier(seconds: 1, random: 0, counter: UInt32(index)),
                    datasetID: Identifier(seconds: 1, random: 0, counter: 0),
                    path: try Artifact.Path("\(index).jpg"),
                    digest: try Digest(String(repeating: "0", count: 64)),
                    size: 1,
                    mediaType: "image/jpeg",
                    width: 640,
                    height: 480,
                    in: nil,
                    createdAt: Timestamp(milliseconds: 0)
                ),
                annotations: annotations
            )
        }
        var answers = [[[Annotation.Draft]]](
            repeating: [[Annotation.Draft]](repeating: [], count: truth.images.count),
            count: 2
        )
        for (index, image) in detections.columns.images.enumerated() {
            let draft = Annotation.Draft(
                label: names[Int(detections.columns.labels[index])],
                geometry: .box(detections.columns.boxes[index]),
                score: detections.scores[index]
            )
            answers[0][Int(image)].append(draft)
            if !index.isMultiple(of: 7) { answers[1][Int(image)].append(draft) }
        }
        predictions = answers.map { $0.map { Prediction(annotations: $0) } }
    }

    /// Prints one line of JSON: what each part took, and what the comparison says.
    func run(draws: Int, on threads: BlockingThreads, width: Int) async throws {
        let clock = ContinuousClock()
        var (files, seconds): ([[UInt8]], [String: Double]) = ([], [:])
        for predictions in predictions {
            let start = clock.now
            var evaluator = try DetectionEvaluator(labels: labels, raster: Self.noMasks)
            for (item, prediction) in zip(items, predictions) {
                _ = try evaluator.add(item: item, prediction: prediction)
            }
            let judged = clock.now
            let evidence = try await evaluator.finish(on: threads, width: width).evidence
            let finished = clock.now
            files.append(evidence.bytes)
            seconds["judge", default: 0] += (judged - start) / .seconds(1)
            seconds["finish", default: 0] += (finished - judged) / .seconds(1)
            seconds["write", default: 0] += (clock.now - finished) / .seconds(1)
        }
        let start = clock.now
        let evidence = try files.map { try Evidence(bytes: $0) }
        let read = clock.now
        let comparing = try EvidenceComparing(
            versions: ["detector:1", "detector:2"],
            evidence: evidence,
            resamples: draws
        )
        let comparison = try await threads.run { try comparing.comparison() }
        let compare = (clock.now - read) / .seconds(1)
        let parts = ["judge", "finish", "write"].map { #""\#($0)": \#(seconds[$0] ?? 0)"# }.joined(separator: ", ")
        print(
            "{\(parts), \"read\": \((read - start) / .seconds(1)), \"compare\": \(compare), \"bytes\": \(files[0].count), "
                + "\"words\": \"\(comparison.verdict.words)\"}"
        )
    }
}

import RoostEntities
import RoostEvaluation
import RoostThreads
import Testing

struct EvidenceComparingTests {
    @Test(arguments: try EvaluatorCases.load().detection)
    func `intervals of detectors are those of pycocotools on sets drawn anew`(_ one: DetectionItems) async throws {
        try await check(one)
    }

    @Test(arguments: try EvaluatorCases.load().segmentation)
    func `intervals of pixels are those of scikit-learn on sets drawn anew`(_ one: SegmentationItems) async throws {
        try await check(one)
    }

    @Test(arguments: try EvaluatorCases.load().panoptic)
    func `intervals of segments are those of panopticapi on sets drawn anew`(_ one: PanopticItems) async throws {
        try await check(one)
    }

    @Test(arguments: try EvaluatorCases.load().detection)
    func `numbers over all items are the report's`(_ one: DetectionItems) async throws {
        let (report, evidence) = try await one.finish(one.others)
        let whole = try EvidenceComparing(versions: ["a:1"], evidence: [evidence], resamples: 100)
        let metrics = try whole.comparison().versions[0].metrics
        // The item that failed is left out: it has no objects in either number but those that were missed.
        let kept = one.others.indices.filter { one.others[$0].failure == nil }
        #expect(whole.leftOut == 1 && report.detection?.items.total == kept.count + 1)
        var evaluator = try one.evaluator()
        for index in kept { _ = try evaluator.add(item: one.items[index], prediction: one.others[index]) }
        let expected = try await evaluator.finish(on: .init(label: "evidence", count: 1)).report.summary
        for (name, estimate) in metrics { #expect(isClose(estimate.value, expected[name]), "\(name)") }
    }

    @Test func `versions are told apart by the objects that they find`() async throws {
        let one = try EvaluatorCases.load().detection[0]
        let (first, second) = try await (one.finish(one.predictions).evidence, one.finish(one.others).evidence)
        let comparison = try EvidenceComparing(versions: ["a:1", "a:2"], evidence: [first, second], resamples: 100)
            .comparison()
        let pair = comparison.pairs[0]
        let objects = pair.bothRight + pair.fixed + pair.broken + pair.stillWrong
        let recall = Double(pair.bothRight + pair.broken) / Double(objects)
        #expect(isClose(recall, one.intervals["recall"]?[0]?[0]) && pair.mcNemar != nil)
        #expect(comparison.metric == "ap" && comparison.count == 12 && comparison.verdict.winner == nil)
        #expect(comparison.verdict.words.contains("points"))
    }

    @Test func `a version that finds everything beats one that finds nothing`() async throws {
        let one = try EvaluatorCases.load().detection[0]
        let perfect = one.items.map { item in
            Prediction(
                annotations: item.annotations.compactMap { draft in
                    guard draft.label != "zebra", draft.geometry != .image else { return nil }
                    return Annotation.Draft(label: draft.label, geometry: draft.geometry, score: 0.9)
                }
            )
        }
        let nothing = one.items.map { _ in Prediction(annotations: []) }
        let evidence = try await [one.finish(nothing).evidence, one.finish(perfect).evidence]
        let verdict = try EvidenceComparing(versions: ["a:1", "a:2"], evidence: evidence, resamples: 200).comparison()
            .verdict
        #expect(verdict.winner == 1 && verdict.words.hasPrefix("a:2 is better than a:1 on ap by "))
    }

    @Test func `items whose ground truth was changed are left out`() async throws {
        let one = try EvaluatorCases.load().panoptic[0]
        let first = try await one.finish(one.others).evidence
        var evaluator = try one.evaluator()
        for (index, item) in one.items.enumerated() {
            let changed = try index == 1 ? Scene.item(Array(item.annotations.dropLast()), like: item) : item
            _ = try evaluator.add(item: changed, prediction: one.others[index])
        }
        let second = await evaluator.finish(on: .init(label: "evidence", count: 1)).evidence
        let comparing = try EvidenceComparing(versions: ["a:1", "a:2"], evidence: [first, second], resamples: 100)
        #expect(comparing.leftOut == 1)
        #expect(try comparing.comparison().count == one.items.count - 1)
    }

    @Test func `the order of a version's labels changes nothing`() async throws {
        let one = try EvaluatorCases.load().detection[0]
        let usual = try await one.finish(one.others).evidence
        let labels = Array(one.labels.reversed())
        var evaluator = try DetectionEvaluator(labels: labels, threshold: one.threshold, raster: Outlines.raster)
        for (item, answer) in zip(one.items, one.others) { _ = try evaluator.add(item: item, prediction: answer) }
        let turned = try await evaluator.finish(on: BlockingThreads(label: "evidence", count: 1)).evidence
        let comparison = try EvidenceComparing(versions: ["a:1", "a:2"], evidence: [usual, turned], resamples: 100)
            .comparison()
        let pair = comparison.pairs[0]
        #expect(pair.fixed == 0 && pair.broken == 0 && pair.bothRight > 0)
        #expect(pair.differences.values.allSatisfy { $0.value == 0 && $0.lower == 0 && $0.upper == 0 })
    }

    @Test(arguments: ["accuracy", "mean_iou", #"ap("mouse")"#, "ap_small", "ap > 0.5", "champion.ap", ""])
    func `what has no test is refused`(_ metric: String) async throws {
        let one = try EvaluatorCases.load().detection[0]
        let evidence = try await one.finish(one.others).evidence
        #expect(throws: RoostError.self) {
            try EvidenceComparing(versions: ["a:1"], evidence: [evidence], metric: metric, resamples: 100).comparison()
        }
    }

    @Test func `a comparison goes by users' metrics and expressions`() async throws {
        let one = try EvaluatorCases.load().detection[0]
        let evidence = try await one.finish(one.others).evidence
        let users = [try UserMetric(name: "worst", expression: MetricExpression(#"min(ap("cat"), ap("dog"))"#))]
        let comparison = try EvidenceComparing(
            versions: ["a:1"],
            evidence: [evidence],
            metric: "2 * worst",
            userMetrics: users,
            resamples: 100
        ).comparison()
        let standing = comparison.versions[0].metrics
        #expect(standing["2 * worst"] != nil && comparison.metric == "2 * worst")
    }

    @Test func `versions that do different things cannot be compared`() async throws {
        let cases = try EvaluatorCases.load()
        let (boxes, segments) = (cases.detection[0], cases.panoptic[0])
        let evidence = try await [boxes.finish(boxes.others).evidence, segments.finish(segments.others).evidence]
        #expect(throws: RoostError.self) { try EvidenceComparing(versions: ["a:1", "a:2"], evidence: evidence) }
    }

    private func check(_ one: some JudgedItems) async throws {
        let evidence = try await [one.finish(one.predictions).evidence, one.finish(one.others).evidence]
        for (metric, expected) in one.intervals {
            let comparison = try EvidenceComparing(
                versions: ["a:1", "a:2"],
                evidence: evidence.map { try Evidence(bytes: $0.bytes) },
                metric: metric,
                resamples: 100,
                seed: 7
            ).comparison()
            let estimates = comparison.versions.map { $0.metrics[metric] } + [comparison.pairs[0].differences[metric]]
            for (estimate, numbers) in zip(estimates, expected) {
                let values = [estimate?.value, estimate?.lower, estimate?.upper]
                #expect(
                    zip(values, numbers.map { $0.map(Optional.some) } ?? [nil, nil, nil]).allSatisfy {
                        isClose($0, $1)
                    },
                    "\(metric)"
                )
            }
        }
    }
}

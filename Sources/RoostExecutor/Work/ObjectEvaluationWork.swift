import Foundation
import RoostAdapters
import RoostClient
import RoostEvaluation
import RoostImaging
import RoostThreads

/// Judges what a detector or segmenter finds by a snapshot's ground truth.
struct ObjectEvaluationWork: Sendable {
    let context: WorkContext
    let items: JudgedItems
    /// With the task filled in.
    let answers: AnswerOptions

    private var execution: Execution { context.execution }
    private var roost: Roost { context.roost }

    func judge(_ adapter: some ModelAdapter) async throws -> Conclusion {
        let evaluator = try await evaluator(labels: adapter.labels)
        let jury = ObjectJury(
            evaluator,
            writeOutcomes: { [roost, execution] outcomes in
                try await roost.record(outcomes, execution: execution.id)
            },
            writeObjects: { [roost, execution] objects in
                try await roost.record(objects, execution: execution.id)
            }
        )
        context.say("evaluating \(answers.task?.rawValue ?? "objects") on \(items.total) items")
        let options = PredictOptions(answers: measured)
        let begun = ContinuousClock.now
        let progress = try await adapter.predictItems(
            items.all,
            total: items.total,
            options: options,
            fetch: { try await items.content(of: $0) },
            write: { try await jury.judge($0) },
            progress: { await context.reporter.note($0) }
        )
        let seconds = (ContinuousClock.now - begun).seconds
        try await jury.flush()
        context.say("judged \(progress.done) items in \(String(format: "%.1f", seconds)) s; measuring")
        let usual = PredictOptions(answers: answers)
        let cost = try await items.cost(of: adapter, samples: jury.samples, progress, seconds: seconds) { prepared in
            _ = try await adapter.predict([prepared], options: usual)
        }
        let (report, evidence) = try await jury.finish()
        let main = report.summary[report.mainMetric].map { String(format: "%.4f", $0) } ?? "undefined"
        context.say("\(report.mainMetric) \(main)")
        let result = EvaluationResult(report: report, cost: cost, evidence: try await upload(evidence))
        return Conclusion(
            progress: progress,
            words: "judged \(progress.done) of \(progress.total ?? progress.done), \(progress.failed) failed",
            deliver: { try await roost.evaluated(result, execution: execution.id) }
        )
    }

    /// What the version is asked for: precision and recall are measured over answers of any score.
    private var measured: AnswerOptions {
        var measured = answers
        measured.outlines = false
        if answers.task == .objectDetection || answers.task == .instanceSegmentation { measured.threshold = 0 }
        return measured
    }

    private func evaluator(labels: [String]) async throws -> any ObjectEvaluating {
        let request = execution.input.evaluation
        switch answers.task {
        case .semanticSegmentation:
            return try SegmentationEvaluator(labels: labels, unlabeledAs: request?.unlabeledAs, raster: Self.raster)
        case .panopticSegmentation:
            let stuff = try await stuff()
            context.say(stuff.isEmpty ? "no label is stuff" : "stuff: \(stuff.joined(separator: ", "))")
            return try PanopticEvaluator(labels: labels, stuff: stuff, raster: Self.raster)
        case .objectDetection, .instanceSegmentation, .imageClassification, nil:
            return try DetectionEvaluator(
                labels: labels,
                overlap: answers.task == .instanceSegmentation ? .mask : .box,
                threshold: answers.threshold ?? 0.5,
                raster: Self.raster
            )
        }
    }

    /// Labels of what cannot be counted: those that were asked for, else the list `stuff` of the dataset's metadata.
    private func stuff() async throws -> [String] {
        if let stuff = execution.input.evaluation?.stuff { return stuff }
        guard let dataset = execution.input.dataset,
            case .array(let labels) = try await roost.dataset(dataset).metadata["stuff"]
        else { return [] }
        return labels.compactMap { label in
            guard case .string(let name) = label else { return nil }
            return name
        }
    }

    /// What a polygon covers, as pycocotools draws it.
    private static let raster: OutlineRaster = { rings, width, height throws(RoostError) in
        do {
            let size = ImageSize(height: height, width: width)
            let runs = try RunLengths(polygon: rings.map { ring in ring.map { ($0.x, $0.y) } }, size: size)
            return Geometry.RunLengthMask(width: width, height: height, counts: runs.counts)
        } catch {
            throw RoostError(.invalidArgument, "a polygon cannot be drawn: \(error)", cause: error)
        }
    }

    private func upload(_ evidence: Evidence) async throws -> Digest {
        let file = context.assignment.workFolder.appending(path: "evidence", directoryHint: .notDirectory)
        let threads = BlockingThreads(label: "roost.evidence", count: 1)
        try await threads.run { try Data(evidence.bytes).write(to: file, options: .atomic) }
        guard let digest = try await roost.upload([file]).first else {
            throw RoostError(.internal, "the evidence was not uploaded; evaluate again")
        }
        return digest
    }
}

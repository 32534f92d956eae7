import RoostEntities
import RoostEvaluation
import RoostImaging
import RoostThreads
import Testing

/// What pycocotools, scikit-learn and panopticapi made of whole items: `Fixtures/make_evaluators.py`.
struct EvaluatorCases: Decodable {
    let detection: [DetectionItems]
    let segmentation: [SegmentationItems]
    let panoptic: [PanopticItems]

    static func load() throws -> EvaluatorCases { try Fixture.load("evaluators") }
}

/// Items, and what two versions answered for them.
protocol JudgedItems: CustomTestStringConvertible, Sendable {
    associatedtype Evaluator: ObjectEvaluating

    var name: String { get }
    var items: [SnapshotItem] { get }
    var predictions: [Prediction] { get }
    var others: [Prediction] { get }
    /// By metric: of the first version, the second, and their difference, each with its interval.
    var intervals: [String: [[Double]?]] { get }

    func evaluator() throws -> Evaluator
}

extension JudgedItems {
    var testDescription: String { name }

    func finish(
        _ predictions: [Prediction],
        width: Int = 1
    ) async throws -> (report: EvaluationReport, evidence: Evidence) {
        var evaluator = try evaluator()
        for (item, prediction) in zip(items, predictions) { _ = try evaluator.add(item: item, prediction: prediction) }
        return try await evaluator.finish(on: BlockingThreads(label: "evaluators", count: width), width: width)
    }

    /// What became of every item of the first version, and of its objects.
    func outcomes() throws -> [(outcome: Outcome, objects: [ObjectOutcome])] {
        var evaluator = try evaluator()
        return try zip(items, predictions).map { try evaluator.add(item: $0, prediction: $1) }
    }
}

struct DetectionItems: JudgedItems, Decodable {
    struct Class: Decodable {
        let label: String
        let objects: Int
        let detections: Int
        let ap: Double?
        let ap50: Double?
        let ap75: Double?
        let apSmall: Double?
        let apMedium: Double?
        let apLarge: Double?
        let ar100: Double?
        /// True positives, false positives, false negatives.
        let counts: [Int]
    }

    let name: String
    let task: DetectionReport.Overlap
    let labels: [String]
    let threshold: Double
    let items: [SnapshotItem]
    let predictions: [Prediction]
    let others: [Prediction]
    let averages: [String: [Double?]]
    let perClass: [Class]
    let intervals: [String: [[Double]?]]

    func evaluator() throws -> DetectionEvaluator {
        try DetectionEvaluator(labels: labels, overlap: task, threshold: threshold, raster: Outlines.raster)
    }
}

struct SegmentationItems: JudgedItems, Decodable {
    let name: String
    let labels: [String]
    let classes: [String]
    let unlabeledAs: String?
    let items: [SnapshotItem]
    let predictions: [Prediction]
    let others: [Prediction]
    let iou: [Double?]
    let dice: [Double?]
    let accuracy: [Double?]
    let mean_iou: Double
    let mean_dice: Double
    let mean_accuracy: Double
    let pixel_accuracy: Double
    let frequency_weighted_iou: Double
    let intervals: [String: [[Double]?]]

    func evaluator() throws -> SegmentationEvaluator {
        try SegmentationEvaluator(labels: labels, unlabeledAs: unlabeledAs, raster: Outlines.raster)
    }
}

struct PanopticItems: JudgedItems, Decodable {
    let name: String
    let labels: [String]
    let classes: [String]
    let stuff: [String]
    let items: [SnapshotItem]
    let predictions: [Prediction]
    let others: [Prediction]
    let averages: [String: Double?]
    let perClass: [[Double]]
    let counts: [[Int]]
    let intervals: [String: [[Double]?]]

    func evaluator() throws -> PanopticEvaluator {
        try PanopticEvaluator(labels: labels, stuff: stuff, raster: Outlines.raster)
    }
}

enum Outlines {
    static let raster: OutlineRaster = { (rings, width, height) throws(RoostError) in
        do throws(ImageError) {
            let points = rings.map { ring in ring.map { (x: $0.x, y: $0.y) } }
            let runs = try RunLengths(polygon: points, size: ImageSize(height: height, width: width))
            return Geometry.RunLengthMask(width: width, height: height, counts: runs.counts)
        } catch {
            throw RoostError(.invalidArgument, error.message)
        }
    }
}

func isClose(_ value: Double?, _ expected: Double?) -> Bool {
    guard let value, let expected else { return value == nil && expected == nil }
    return abs(value - expected) <= 1e-9
}

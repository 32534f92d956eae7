import Foundation
import RoostAdapters
import RoostEntities
import RoostImaging
import Testing

/// A segmenter that `Fixtures/make_segmenters.py` made, and the segments that `transformers` finds with it in the
/// photographs.
struct SegmenterFixture {
    static let names = [
        "segformer", "segformer-legacy-oblong", "mask2former-swin", "mask2former-resnet", "detr-panoptic",
    ]

    struct Found: Decodable {
        let label: String
        let score: Double?
        /// Runs as pycocotools spells them.
        let mask: String
        /// What later instances leave of it.
        let shown: String?
    }

    private struct File: Decodable {
        let thresholds: [String: Double]
        let tasks: [String: [String: [Found]]]
    }

    let folder: URL
    private let file: File

    init(_ name: String) throws {
        folder = try Fixture.url("segmenters/\(name)")
        file = try JSONDecoder().decode(File.self, from: Data(contentsOf: folder.appending(path: "expected.json")))
    }

    var tasks: [ModelTask] {
        ModelTask.allCases.filter { file.tasks[$0.rawValue.replacing("-segmentation", with: "")] != nil }
    }

    func options(_ task: ModelTask, outlines: Bool = false) throws -> PredictOptions {
        PredictOptions(
            answers: try AnswerOptions(
                task: task,
                threshold: file.thresholds["threshold"],
                maskThreshold: file.thresholds["mask_threshold"],
                overlapThreshold: file.thresholds["overlap_mask_area_threshold"],
                outlines: outlines
            )
        )
    }

    /// By the photographs' names.
    func expected(_ task: ModelTask) throws -> [String: [Found]] {
        try #require(file.tasks[task.rawValue.replacing("-segmentation", with: "")])
    }

    /// The photographs that there are answers for, by name.
    func photographs(_ task: ModelTask) throws -> [(name: String, content: ItemContent)] {
        try expected(task).keys.sorted().map { ($0, try Fixture.image("photographs/\($0)")) }
    }

    /// How far a prediction is from what `transformers` found: as a score, and as the share of the image's pixels that
    /// any segment has more or less.
    ///
    /// Infinite when there are not as many segments of each label.
    func distance(
        _ prediction: Prediction,
        _ task: ModelTask,
        from photograph: String
    ) throws -> (score: Double, pixels: Double) {
        let found = try #require(try expected(task)[photograph])
        guard found.count == prediction.annotations.count else { return (.infinity, .infinity) }
        var rest = prediction.annotations[...]
        var worst = (score: 0.0, pixels: 0.0)
        for segment in found {
            let fitting = rest.indices.filter { rest[$0].label == segment.label }
            let distances = try fitting.map { index in
                let annotation = rest[index]
                let score = abs((annotation.score ?? 0) - (segment.score ?? 0))
                return (index, score, try Self.mask(annotation).difference(from: segment.mask))
            }
            guard let best = distances.min(by: { ($0.2, $0.1) < ($1.2, $1.1) }) else { return (.infinity, .infinity) }
            worst = (max(worst.score, best.1), max(worst.pixels, best.2))
            rest.remove(at: best.0)
        }
        return worst
    }

    static func mask(_ annotation: Annotation.Draft) throws -> RunLengths {
        guard case .mask(let mask) = annotation.geometry else {
            throw RoostError(.internal, "\(annotation.label) has no mask")
        }
        return try RunLengths(size: ImageSize(height: mask.height, width: mask.width), counts: mask.counts)
    }
}

extension RunLengths {
    /// The share of pixels that are in one mask and not in the other; a single one is forgiven, in images so small that
    /// it would be much.
    func difference(from text: String) throws -> Double {
        let counts = try #require(Self.counts(text))
        let others = Bitmap(try RunLengths(size: size, counts: counts)).pixels
        let pixels = Bitmap(self).pixels
        let different = zip(pixels, others).count { $0 != $1 }
        return different > 1 ? Double(different) / Double(pixels.count) : 0
    }
}

import RoostEntities
import RoostEvaluation
import RoostThreads
import Testing

/// One case of detection.json: what pycocotools or boundary-iou-api made of some objects and detections.
struct DetectionCase: Decodable, Sendable, CustomTestStringConvertible {
    struct Object: Decodable {
        let image: Int
        let label: Int
        let box: [Double]
        let area: Double?
        let crowd: Int?
        let score: Double?
        let mask: [Int]?
    }

    struct Curve: Decodable {
        let area: Int
        let threshold: Int
        let precisions: [Double]
        let scores: [Double]
    }

    let name: String
    let kind: String
    let images: Int
    let labels: Int
    let width: Int
    let height: Int
    let objects: [Object]
    let detections: [Object]
    let summary: [Double?]
    let precisions: [[[Double?]]]
    let recalls: [[[[Double?]]]]
    let curves: [Curve]

    var testDescription: String { name }

    static func all() throws -> [DetectionCase] {
        try Fixture.load("detection", as: DetectionCases.self).cases
    }

    func evaluate(width: Int = 1) async throws -> DetectionEvaluation {
        let threads = BlockingThreads(label: "evaluation", count: width)
        return try await .evaluate(found(), against: truth(), by: overlap, on: threads, width: width)
    }

    func verdicts(_ rule: DetectionVerdicts.Rule, width: Int = 1) async throws -> DetectionVerdicts {
        let threads = BlockingThreads(label: "evaluation", count: width)
        return try await DetectionVerdicts(
            of: found(),
            against: truth(),
            rule: rule,
            by: overlap,
            on: threads,
            width: width
        )
    }

    private func truth() throws -> GroundTruthObjects {
        var truth = try GroundTruthObjects(imageCount: images, labelCount: labels)
        for object in objects {
            try truth.append(
                image: object.image,
                label: object.label,
                box: box(object),
                area: object.area,
                isCrowd: object.crowd == 1,
                mask: mask(object)
            )
        }
        return truth
    }

    private func found() throws -> DetectedObjects {
        var found = try DetectedObjects(imageCount: images, labelCount: labels)
        for object in detections {
            try found.append(
                image: object.image,
                label: object.label,
                box: box(object),
                score: #require(object.score),
                mask: mask(object)
            )
        }
        return found
    }

    private var overlap: DetectionOverlap {
        switch kind {
        case "box": .box
        case "mask": .mask
        default: .boundary(share: 0.02)
        }
    }

    private func box(_ object: Object) -> Geometry.Box {
        Geometry.Box(x: object.box[0], y: object.box[1], width: object.box[2], height: object.box[3])
    }

    private func mask(_ object: Object) -> Geometry.RunLengthMask? {
        object.mask.map { Geometry.RunLengthMask(width: width, height: height, counts: $0) }
    }
}

struct DetectionCases: Decodable {
    let cases: [DetectionCase]
}

import Foundation
import RoostAdapters
import RoostEntities
import Testing

/// A detector that `Fixtures/make_detectors.py` made, and what `transformers` finds with it in the photographs.
struct DetectorFixture {
    static let names = [
        "detr", "detr-legacy", "detr-padded-to-one-size", "table-transformer", "table-transformer-exact-bicubic",
        "detr-panoptic",
    ]

    struct Found: Decodable {
        let labels: [String]
        let scores: [Double]
        /// Left, top, right, bottom.
        let boxes: [[Double]]
    }

    private struct File: Decodable {
        let threshold: Double
        let alone_and_padded: Double
        let images: [String: Found]
    }

    let folder: URL
    let options: PredictOptions
    /// How far scores move when images of two sizes are padded to one.
    let effectOfPadding: Double
    /// By the photographs' names.
    let expected: [String: Found]

    init(_ name: String) throws {
        folder = try Fixture.url("detectors/\(name)")
        let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: folder.appending(path: "expected.json")))
        options = PredictOptions(answers: try AnswerOptions(task: .objectDetection, threshold: file.threshold))
        effectOfPadding = file.alone_and_padded
        expected = file.images
    }

    /// All photographs, by name.
    var photographs: [ItemContent] {
        get throws { try expected.keys.sorted().map { try Fixture.image("photographs/\($0)") } }
    }

    /// How far a prediction is from what `transformers` found, as a score and as a share of the picture's larger side.
    ///
    /// Infinite when there are not as many objects of each label.
    func distance(_ prediction: Prediction, from photograph: String) throws -> (score: Double, place: Double) {
        let found = try #require(expected[photograph])
        let order = found.scores.indices.sorted { found.scores[$0] > found.scores[$1] }
        let side = try #require(found.boxes.joined().map(abs).max())
        guard order.count == prediction.annotations.count else { return (.infinity, .infinity) }
        var rest = prediction.annotations[...]
        var worst = (score: 0.0, place: 0.0)
        for index in order {
            // Two objects may be so equally sure that the last bit decides which comes first.
            let near = rest.indices.prefix(3).map { ($0, Self.distance(rest[$0], found, index)) }
            guard let best = near.min(by: { $0.1.place < $1.1.place }), rest[best.0].label == found.labels[index] else {
                return (.infinity, .infinity)
            }
            worst = (max(worst.score, best.1.score), max(worst.place, best.1.place / side))
            rest.remove(at: best.0)
        }
        return worst
    }

    private static func distance(
        _ annotation: Annotation.Draft,
        _ found: Found,
        _ index: Int
    ) -> (score: Double, place: Double) {
        guard case .box(let box) = annotation.geometry else { return (.infinity, .infinity) }
        let corners = [box.x, box.y, box.x + box.width, box.y + box.height]
        let place = zip(corners, found.boxes[index]).map { abs($0 - $1) }.max() ?? .infinity
        return (abs((annotation.score ?? 0) - found.scores[index]), place)
    }
}

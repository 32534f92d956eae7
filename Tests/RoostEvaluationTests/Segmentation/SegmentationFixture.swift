import RoostEvaluation
import Testing

/// segmentation.json: what evaluate's mean_iou and panopticapi made of some maps.
struct SegmentationFixture: Decodable {
    struct Semantic: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let labels: Int
        let ignored: UInt16
        let reduces: Bool
        let width: Int
        let height: Int
        let truths: [[UInt16]]
        let predictions: [[UInt16]]
        let meanIoU: Double?
        let meanAccuracy: Double?
        let overallAccuracy: Double?
        let iou: [Double?]
        let accuracy: [Double?]

        var testDescription: String { name }

        func counts() throws -> SegmentationCounts {
            var counts = try SegmentationCounts(labelCount: labels, ignoredLabel: ignored, reducesLabels: reduces)
            for (truth, prediction) in zip(truths, predictions) {
                try counts.add(
                    truth: LabelMap(width: width, height: height, labels: truth),
                    prediction: LabelMap(width: width, height: height, labels: prediction)
                )
            }
            return counts
        }
    }

    struct Panoptic: Decodable, Sendable, CustomTestStringConvertible {
        struct Segment: Decodable {
            let label: Int
            let crowd: Int
        }

        struct Image: Decodable {
            let truth: [UInt16]
            let truthSegments: [Segment]
            let prediction: [UInt16]
            let predictionSegments: [Segment]
        }

        let name: String
        let labelCount: Int
        let thingLabels: [Int]
        let width: Int
        let height: Int
        let images: [Image]
        /// Panoptic, segmentation and recognition quality.
        let all: [Double]?
        let things: [Double]?
        let stuff: [Double]?
        let labels: [[Double]]

        var testDescription: String { name }

        func counts() throws -> PanopticCounts { try counts(images[...]) }

        func counts(_ images: ArraySlice<Image>) throws -> PanopticCounts {
            var counts = try PanopticCounts(labelCount: labelCount)
            for image in images {
                try counts.add(
                    truth: map(image.truth, image.truthSegments),
                    prediction: map(image.prediction, image.predictionSegments)
                )
            }
            return counts
        }

        private func map(_ pixels: [UInt16], _ segments: [Segment]) throws -> PanopticMap {
            let segments = segments.map { PanopticMap.Segment(label: $0.label, isCrowd: $0.crowd == 1) }
            return try PanopticMap(width: width, height: height, segments: segments, pixels: pixels)
        }
    }

    let semantic: [Semantic]
    let panoptic: [Panoptic]

    static func read() throws -> SegmentationFixture { try Fixture.load("segmentation") }
}

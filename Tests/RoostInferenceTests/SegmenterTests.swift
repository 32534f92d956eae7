import Foundation
import RoostAdapters
import RoostEntities
import RoostImaging
import RoostInference
import Testing

/// Segmenters against `transformers`, on photographs of many shapes.
struct SegmenterTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let task: ModelTask
        var testDescription: String { "\(name), \(task.rawValue)" }
    }

    static let cases: [Case] = SegmenterFixture.names.flatMap { name in
        let tasks: [ModelTask] =
            name.hasPrefix("segformer")
            ? [.semanticSegmentation] : [.panopticSegmentation, .instanceSegmentation, .semanticSegmentation]
        return tasks.map { Case(name: name, task: $0) }
    }

    private func load(_ name: String, batchSize: Int = 1) async throws -> any ModelAdapter<NativeEngine> {
        try await AdapterTable().load(SegmenterFixture(name).folder, on: TestEngine.load(batchSize: batchSize))
    }

    @Test(arguments: cases) func `segments are those that transformers finds, to the pixel`(_ one: Case) async throws {
        let fixture = try SegmenterFixture(one.name)
        let photographs = try fixture.photographs(one.task)
        let options = try fixture.options(one.task)
        let found = try await load(one.name).predictItems(photographs.map(\.content), options: options)
        #expect(found.count >= 5)
        for (photograph, prediction) in zip(photographs, found) {
            let distance = try fixture.distance(prediction, one.task, from: photograph.name)
            // A model's last bits differ from torch's, and may decide a pixel between two labels.
            #expect(distance.score < 1e-4 && distance.pixels < 1e-4, "\(photograph.name)")
        }
    }

    @Test(arguments: cases.filter { $0.task == .semanticSegmentation || $0.name == "detr-panoptic" })
    func `what is found does not depend on the images beside it`(_ one: Case) async throws {
        let fixture = try SegmenterFixture(one.name)
        let photographs = try fixture.photographs(one.task).filter { ["grey.png", "pole.jpg"].contains($0.name) }
        let mixed = (0..<2).flatMap { _ in photographs }
        let found = try await load(one.name, batchSize: 2)
            .predictItems(mixed.map(\.content), options: fixture.options(one.task))
        for (photograph, prediction) in zip(mixed, found) {
            let distance = try fixture.distance(prediction, one.task, from: photograph.name)
            #expect(distance.score < 1e-4 && distance.pixels < 1e-4, "\(photograph.name)")
        }
    }

    @Test(arguments: ["mask2former-swin", "mask2former-resnet"])
    func `instances painted one over the other make the map of transformers`(_ name: String) async throws {
        let fixture = try SegmenterFixture(name)
        for (photograph, content) in try fixture.photographs(.instanceSegmentation) {
            let expected = try #require(try fixture.expected(.instanceSegmentation)[photograph])
            let found = try await load(name)
                .predictItems([content], options: fixture.options(.instanceSegmentation))[0]
            let masks = try expected.map { segment in
                let close = found.annotations.filter {
                    $0.label == segment.label && abs(($0.score ?? 0) - (segment.score ?? 0)) < 1e-4
                }
                return try SegmenterFixture.mask(#require(close.first))
            }
            guard let size = masks.first?.size else { continue }
            var map = try LabelImage(size: size)
            for (index, mask) in masks.enumerated() { map.paint(mask, value: UInt16(index + 1)) }
            let regions = Dictionary(uniqueKeysWithValues: map.regions().map { ($0.value, $0.runs) })
            for (index, segment) in expected.enumerated() {
                guard let shown = segment.shown, let runs = regions[UInt16(index + 1)] else { continue }
                #expect(try runs.difference(from: shown) < 1e-4)
            }
        }
    }

    @Test(arguments: ["mask2former-swin", "mask2former-resnet", "detr-panoptic"])
    func `panoptic segments never overlap`(_ name: String) async throws {
        let fixture = try SegmenterFixture(name)
        for (_, content) in try fixture.photographs(.panopticSegmentation) {
            let found = try await load(name).predictItems([content], options: fixture.options(.panopticSegmentation))
            let masks = try found[0].annotations.map(SegmenterFixture.mask)
            var map = try LabelImage(size: #require(masks.first).size)
            #expect(masks.reduce(0) { $0 + map.paint($1, value: 1) } == 0)
        }
    }

    @Test(arguments: cases.filter { $0.name != "mask2former-swin" })
    func `outlines are the masks again`(_ one: Case) async throws {
        let fixture = try SegmenterFixture(one.name)
        let content = try Fixture.image("photographs/grey.png")
        let adapter = try await load(one.name)
        let masks = try await adapter.predictItems([content], options: fixture.options(one.task))[0]
        let outlines = try await adapter.predictItems([content], options: fixture.options(one.task, outlines: true))[0]
        #expect(masks.annotations.map(\.score) == outlines.annotations.map(\.score))
        for (mask, outline) in zip(masks.annotations, outlines.annotations) {
            guard case .polygon(let rings) = outline.geometry else { throw RoostError(.internal, "no polygon") }
            let mask = try SegmenterFixture.mask(mask)
            let again = try RunLengths(polygon: rings.map { $0.map { (x: $0.x, y: $0.y) } }, size: mask.size)
            #expect(again == mask)
        }
    }

    @Test(arguments: [
        ("size", #"{"height": 64, "width": 72}"#), ("resample", "0"), ("image_mean", "[0.5, 0.5, 0.5]"),
    ])
    func `an image prepared a little differently would be noticed`(_ key: String, _ json: String) async throws {
        let fixture = try SegmenterFixture("segformer")
        let content = try Fixture.image("photographs/landscape.jpg")
        try await Fixture.withCopy(of: "segmenters/segformer") { folder in
            let file = folder.appending(path: "preprocessor_config.json")
            var fields = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
            fields[key] = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
            try JSONSerialization.data(withJSONObject: fields).write(to: file)
            let adapter = try await AdapterTable().load(folder, on: TestEngine.load())
            let found = try await adapter.predictItems([content], options: fixture.options(.semanticSegmentation))
            let distance = try fixture.distance(found[0], .semanticSegmentation, from: "landscape.jpg")
            #expect(distance.pixels > 1e-3)
        }
    }

    @Test(arguments: ["mask2former-swin", "mask2former-resnet", "detr-panoptic"])
    func `other thresholds would be noticed`(_ name: String) async throws {
        let fixture = try SegmenterFixture(name)
        let photographs = try fixture.photographs(.panopticSegmentation)
        let answers = try AnswerOptions(task: .panopticSegmentation, threshold: 0.9, overlapThreshold: 0.99)
        let found = try await load(name)
            .predictItems(photographs.map(\.content), options: PredictOptions(answers: answers))
        let distances = try zip(photographs, found).map { photograph, prediction in
            try fixture.distance(prediction, .panopticSegmentation, from: photograph.name).pixels
        }
        #expect(distances.contains { $0 > 1e-3 })
    }

    @Test func `the surest segment comes first, and only what a model can do is done`() async throws {
        let fixture = try SegmenterFixture("mask2former-swin")
        let adapter = try await load("mask2former-swin")
        #expect(adapter.tasks == [.panopticSegmentation, .instanceSegmentation, .semanticSegmentation])
        #expect(try await load("segformer").tasks == [.semanticSegmentation])
        let content = try Fixture.image("photographs/landscape.jpg")
        let found = try await adapter.predictItems([content], options: fixture.options(.instanceSegmentation))[0]
        let scores = found.annotations.compactMap(\.score)
        #expect(scores.count > 2 && scores == scores.sorted(by: >))
        let other = try await adapter.predictItems([content], options: fixture.options(.objectDetection))[0]
        #expect(other.failure?.contains("panoptic-segmentation, instance-segmentation") == true)
    }
}

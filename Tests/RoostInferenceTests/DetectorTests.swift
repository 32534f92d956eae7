import Foundation
import RoostAdapters
import RoostEntities
import RoostInference
import Testing

/// Detectors against `transformers`, on photographs of many shapes.
struct DetectorTests {
    private func predictions(
        _ fixture: DetectorFixture,
        _ contents: [ItemContent],
        batchSize: Int
    ) async throws -> [Prediction] {
        let adapter = try await AdapterTable().load(fixture.folder, on: TestEngine.load(batchSize: batchSize))
        return try await adapter.predictItems(contents, options: fixture.options)
    }

    @Test(arguments: DetectorFixture.names)
    func `objects are those that transformers finds`(_ name: String) async throws {
        let fixture = try DetectorFixture(name)
        let photographs = try fixture.photographs
        let found = try await predictions(fixture, photographs, batchSize: 1)
        #expect(photographs.count == 9)
        for (photograph, prediction) in zip(photographs, found) {
            let file = String(photograph.name.dropFirst("photographs/".count))
            let distance = try fixture.distance(prediction, from: file)
            #expect(distance.score < 1e-4 && distance.place < 1e-4, "\(file)")
        }
    }

    @Test(arguments: DetectorFixture.names)
    func `what is found in an image does not depend on the images beside it`(_ name: String) async throws {
        let fixture = try DetectorFixture(name)
        let photographs = try fixture.photographs
        let mixed = try await predictions(fixture, (0..<3).flatMap { _ in photographs }, batchSize: 4)
        for (number, prediction) in mixed.enumerated() {
            let photograph = photographs[number % photographs.count].name
            let distance = try fixture.distance(prediction, from: String(photograph.dropFirst("photographs/".count)))
            #expect(distance.score < 1e-4 && distance.place < 1e-4)
        }
    }

    @Test(arguments: [
        ("size", #"{"shortest_edge": 97, "longest_edge": 160}"#), ("resample", "0"), ("image_mean", "[0.5, 0.5, 0.5]"),
        ("rescale_factor", "0.0039"),
    ])
    func `an image prepared a little differently would be noticed`(_ key: String, _ json: String) async throws {
        let fixture = try DetectorFixture("detr")
        let content = try Fixture.image("photographs/landscape.jpg")
        try await Fixture.withCopy(of: "detectors/detr") { folder in
            try change(key, to: json, in: folder.appending(path: "preprocessor_config.json"))
            let adapter = try await AdapterTable().load(folder, on: TestEngine.load())
            let found = try await adapter.predictItems([content], options: fixture.options)
            #expect(try fixture.distance(found[0], from: "landscape.jpg").score > 1e-3)
        }
    }

    @Test func `padding images to one size would change what is found`() throws {
        for name in DetectorFixture.names where !name.contains("one-size") && !name.contains("exact") {
            #expect(try DetectorFixture(name).effectOfPadding > 0.1)
        }
    }

    @Test func `the surest object comes first, and none is as unsure as the threshold`() async throws {
        let adapter = try await AdapterTable().load(DetectorFixture("detr").folder, on: TestEngine.load())
        let content = try Fixture.image("photographs/large.jpg")
        let all = try await adapter.predictItems(
            [content],
            options: PredictOptions(answers: AnswerOptions(threshold: 0))
        )
        let scores = all[0].annotations.compactMap(\.score)
        #expect(scores.count == 30)
        #expect(scores == scores.sorted(by: >))
        let usual = try await adapter.predictItems([content])
        #expect(usual[0].annotations == all[0].annotations.filter { ($0.score ?? 0) > 0.5 })
        let last = try #require(usual[0].annotations.last?.score)
        let fewer = try await adapter.predictItems(
            [content],
            options: PredictOptions(answers: AnswerOptions(threshold: last))
        )
        #expect(fewer[0].annotations == usual[0].annotations.dropLast())
    }

    @Test func `a panoptic checkpoint gives boxes only when it is asked for objects`() async throws {
        let fixture = try DetectorFixture("detr-panoptic")
        let adapter = try await AdapterTable().load(fixture.folder, on: TestEngine.load())
        #expect(adapter.tasks.first == .panopticSegmentation && adapter.tasks.contains(.objectDetection))
        let content = try Fixture.image("photographs/landscape.jpg")
        var options = fixture.options
        let boxes = try await adapter.predictItems([content], options: options)
        #expect(boxes[0].annotations.allSatisfy { $0.geometry.kind == .box })
        options.answers.task = nil
        let segments = try await adapter.predictItems([content], options: options)
        #expect(segments[0].annotations.allSatisfy { $0.geometry.kind == .mask })
    }

    @Test func `a model that is asked for what it cannot do says what it can`() async throws {
        let adapter = try await AdapterTable().load(DetectorFixture("detr").folder, on: TestEngine.load())
        let options = PredictOptions(answers: try AnswerOptions(task: .semanticSegmentation))
        let found = try await adapter.predictItems([Fixture.image("photographs/tiny.png")], options: options)
        #expect(found[0].failure?.contains("cannot do semantic-segmentation; ask for one of object-detection") == true)
    }

    @Test func `weights that are not finite are a failure for the image`() async throws {
        try await Fixture.withCopy(of: "detectors/detr") { folder in
            let file = folder.appending(path: "model.safetensors")
            var bytes = try Data(contentsOf: file)
            for place in stride(from: bytes.count - 4000, to: bytes.count, by: 2) {
                bytes.replaceSubrange(place..<place + 2, with: [0x00, 0x7e])
            }
            try bytes.write(to: file)
            let adapter = try await AdapterTable().load(folder, on: TestEngine.load())
            let found = try await adapter.predictItems([Fixture.image("photographs/tiny.png")])
            #expect(found[0].failure?.contains("not finite") == true)
        }
    }

    @Test func `an image that the processor leaves too large is refused before memory is taken`() async throws {
        try await Fixture.withCopy(of: "detectors/detr") { folder in
            let file = folder.appending(path: "preprocessor_config.json")
            try change("size", to: #"{"height": 8000, "width": 8000}"#, in: file)
            let adapter = try await AdapterTable().load(folder, on: TestEngine.load())
            let found = try await adapter.predictItems([Fixture.image("photographs/tiny.png")])
            #expect(found[0].failure?.contains("give preprocessor_config.json a smaller 'size'") == true)
        }
    }

    @Test func `an image larger than what all are padded to is refused with both sizes`() async throws {
        try await Fixture.withCopy(of: "detectors/detr-padded-to-one-size") { folder in
            let file = folder.appending(path: "preprocessor_config.json")
            try change("pad_size", to: #"{"height": 100, "width": 150}"#, in: file)
            let adapter = try await AdapterTable().load(folder, on: TestEngine.load())
            let images = try ["pole.jpg", "grey.png"].map { try Fixture.image("photographs/\($0)") }
            let found = try await adapter.predictItems(images)
            #expect(found[0].failure?.contains("pad_size") == true)
            #expect(found[1].failure == nil)
        }
    }

    private func change(_ key: String, to json: String, in file: URL) throws {
        var fields = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        fields[key] = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
        try JSONSerialization.data(withJSONObject: fields).write(to: file)
    }
}

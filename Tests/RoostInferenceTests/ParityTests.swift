import Foundation
import RoostAdapters
import RoostEntities
import RoostImaging
import RoostInference
import RoostTensors
import Testing

/// Against `transformers` for checkpoints; against PIL, numpy and onnxruntime for the plain model.
struct ParityTests {
    @Test(arguments: ["vit", "vit-multi-label", "vit-one-label", "onnx"])
    func `labels and scores equal those of the reference`(_ folder: String) async throws {
        let adapter = try await AdapterTable().load(Fixture.url(folder), on: TestEngine.load())
        let expected = try Fixture.expected(folder)
        let contents = try Fixture.images.map(Fixture.image)
        let predictions = try await adapter.predictItems(contents, options: PredictOptions(top: 10))
        for (image, prediction) in zip(Fixture.images, predictions) {
            let reference = try #require(expected[image])
            #expect(prediction.annotations.map(\.label) == reference.labels)
            for (answer, score) in zip(prediction.annotations, reference.scores) {
                #expect(abs((answer.score ?? -1) - score) < 1e-5)
            }
        }
    }

    @Test(arguments: ["vit", "vit-multi-label"])
    func `logits equal those of transformers`(_ folder: String) async throws {
        let adapter = try await HuggingFaceClassifier.load(Fixture.url(folder), on: TestEngine.load())
        for (image, reference) in try Fixture.expected(folder) {
            let prepared = try adapter.prepare(Fixture.image(image))
            let tensor = try adapter.classifier.tensor(of: [prepared], size: prepared.size)
            let logits = try #require(await adapter.classifier.outputs(for: tensor).first)
            for (logit, expected) in zip(logits, reference.logits) { #expect(abs(logit - expected) < 1e-4) }
        }
    }

    @Test func `the images are told apart, so a preprocessing that ignores them would be noticed`() throws {
        let logits = try Fixture.expected("vit").values.map(\.logits)
        for (index, first) in logits.enumerated() {
            for second in logits[(index + 1)...] {
                #expect(zip(first, second).map { abs($0 - $1) }.max() ?? 0 > 0.1)
            }
        }
    }

    @Test(arguments: ["vit", "onnx"]) func `an image alone is answered as in a batch`(_ folder: String) async throws {
        let contents = try (0..<3).flatMap { _ in try Fixture.images.map(Fixture.image) }
        let options = PredictOptions(top: 10)
        let url = try Fixture.url(folder)
        let batched = try await AdapterTable().load(url, on: TestEngine.load()).predictItems(contents, options: options)
        let alone = try await AdapterTable().load(url, on: TestEngine.load(batchSize: 1))
            .predictItems(contents, options: options)
        #expect(zip(alone, batched).allSatisfy { $0.isClose(to: $1) })
        #expect(alone.count == 12)
    }

    @Test func `a broken image among others is answered with why`() async throws {
        let adapter = try await HuggingFaceClassifier.load(Fixture.url("vit"), on: TestEngine.load())
        let good = try Fixture.image("photo.jpg")
        let broken = ItemContent(name: "broken.jpg", bytes: Array("not an image".utf8))
        let cut = ItemContent(name: "cut.jpg", bytes: Array(good.bytes.prefix(40)))
        let predictions = try await adapter.predictItems([good, broken, cut, good])
        #expect(predictions.map { $0.failure == nil } == [true, false, false, true])
        #expect(predictions[0] == predictions[3])
        #expect(predictions[1].failure?.contains("JPEG, PNG or WebP") == true)
    }

    @Test func `no more answers are given than asked for, the most confident first`() async throws {
        let adapter = try await HuggingFaceClassifier.load(Fixture.url("vit"), on: TestEngine.load())
        let content = try Fixture.image("photo.jpg")
        let all = try await adapter.predictItems([content], options: PredictOptions(top: 100))[0].annotations
        let two = try await adapter.predictItems([content], options: PredictOptions(top: 2))[0].annotations
        #expect(all.count == 5)
        #expect(two == Array(all.prefix(2)))
        #expect(all.compactMap(\.score) == all.compactMap(\.score).sorted(by: >))
    }
}

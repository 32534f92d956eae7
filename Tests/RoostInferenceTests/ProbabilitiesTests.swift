import Foundation
import RoostAdapters
import RoostEntities
import RoostInference
import Synchronization
import Testing

struct ProbabilitiesTests {
    @Test(arguments: ["vit", "vit-multi-label", "onnx"])
    func `all labels have the score a prediction gives them`(_ folder: String) async throws {
        let adapter = try await AdapterTable().loadClassifier(Fixture.url(folder), on: TestEngine.load())
        let contents = try Fixture.images.map(Fixture.image)
        let predictions = try await adapter.predictItems(contents, options: PredictOptions(top: 100))
        let answers = Mutex([Probabilities]())
        try await adapter.classifyItems(AsyncStream(contents), fetch: { $0 }) { written in
            answers.withLock { $0 += written.map(\.answer) }
        }
        for (prediction, answer) in zip(predictions, answers.withLock { $0 }) {
            #expect(answer.values.count == adapter.labels.count)
            for annotation in prediction.annotations {
                let place = try #require(adapter.labels.firstIndex(of: annotation.label))
                #expect(annotation.score.map { Float($0) } == answer.values[place])
            }
        }
    }

    @Test func `an item that is no image is answered with why`() async throws {
        let adapter = try await AdapterTable().loadClassifier(Fixture.url("vit"), on: TestEngine.load())
        let contents = [ItemContent(name: "text", bytes: [65]), try Fixture.image("photo.jpg")]
        let answers = Mutex([Probabilities]())
        let done = try await adapter.classifyItems(AsyncStream(contents), fetch: { $0 }) { written in
            answers.withLock { $0 += written.map(\.answer) }
        }
        #expect(done.failed == 1)
        #expect(answers.withLock { $0 }.map(\.values.isEmpty) == [true, false])
    }
}

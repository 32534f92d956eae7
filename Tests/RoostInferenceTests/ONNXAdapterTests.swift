import Foundation
import RoostAdapters
import RoostEntities
import RoostImaging
import RoostInference
import Testing

struct ONNXAdapterTests {
    private func load(_ name: String) async throws -> ONNXClassifier {
        try await ONNXClassifier.load(Fixture.url(name), on: TestEngine.load())
    }

    @Test func `a declaration in the model's metadata and labels.txt count like files beside it`() async throws {
        let adapter = try await load("onnx-batch-of-one")
        let declared = try await load("onnx")
        let contents = try Fixture.images.map(Fixture.image)
        #expect(adapter.batchSize == 1)
        let answers = try await adapter.predictItems(contents)
        let expected = try await declared.predictItems(contents)
        #expect(zip(answers, expected).allSatisfy { $0.isClose(to: $1) })
        #expect(answers.count == 4)
    }

    @Test func `a processor configuration beside the model is honoured, and labels are numbered`() async throws {
        let adapter = try await load("onnx-processor")
        let prepared = try adapter.prepare(Fixture.image("tall.jpg"))
        #expect(prepared.size.description == "16×16 pixels")
        #expect(adapter.labels == ["LABEL_0", "LABEL_1", "LABEL_2"])
    }

    @Test func `a model nothing declares the preprocessing of is refused with what to add`() async throws {
        let error = await #expect(throws: RoostError.self) { try await load("onnx-undeclared") }
        #expect(error?.message.contains("add roost.json with 'image', or preprocessor_config.json") == true)
    }

    @Test(arguments: [
        (#"{"labels": "cat"}"#, "roost.json: 'labels' has the wrong type"),
        (#"{"labels": ["cat"]"#, "roost.json: the text is not valid"),
        (#"{"labels": ["cat"], "image": {}}"#, "roost.json names 1 labels, but the model has 3 outputs"),
        (#"{"scoring": "hardmax", "image": {}}"#, "roost.json: 'scoring' is not valid"),
        (#"{"image": {"resize": {}}}"#, "'image.resize' has either 'exact' or 'shortest_edge'"),
        (#"{"image": {"resize": {"exact": [1, 2, 3]}}}"#, "'image.resize.exact' is [height, width]"),
        (#"{"image": {"resize": {"exact": [0, 16]}}}"#, "preprocessing: "),
        (#"{"image": {"resize": {"exact": [9223372036854775807, 16]}}}"#, "preprocessing: "),
        (#"{"image": {"filter": "sharp"}}"#, "'image.filter' is 'sharp'; choose one of nearest"),
        (#"{"image": {"mean": [0.5, 0.5, 0.5]}}"#, "'image.mean' and 'image.std' come together"),
        (#"{"image": {"mean": [0.5], "std": [0.5]}}"#, "image_mean is [0.5]; write 3"),
        (#"{"image": {}, "input": "nope"}"#, "has one input 'nope'"),
        (#"{"image": {}, "output": "nope"}"#, "has an output 'nope'"),
    ])
    func `a declaration that is wrong names the field`(_ text: String, _ message: String) async throws {
        let error = try await Fixture.withCopy(of: "onnx-undeclared") { folder in
            try Data(text.utf8).write(to: folder.appending(path: "roost.json"))
            return await #expect(throws: RoostError.self) {
                try await AdapterTable().load(folder, on: TestEngine.load())
            }
        }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test func `an image whose tensor does not fit the model is answered with both shapes`() async throws {
        let predictions = try await Fixture.withCopy(of: "onnx-undeclared") { folder in
            try Data(#"{"image": {"resize": {"shortest_edge": 16}}}"#.utf8)
                .write(to: folder.appending(path: "roost.json"))
            let adapter = try await ONNXClassifier.load(folder, on: TestEngine.load())
            return try await adapter.predictItems(["grey.png", "tall.jpg"].map(Fixture.image))
        }
        #expect(predictions[0].failure == nil)
        #expect(
            predictions[1].failure?.contains("[1, 3, 52, 16], but the model wants pixels: float32[batch, 3, 16, 16]")
                == true
        )
    }

    @Test func `numbers that are not finite are a failure, not a score`() async throws {
        let predictions = try await Fixture.withCopy(of: "onnx-undeclared") { folder in
            try Data(#"{"image": {"resize": {"exact": [16, 16]}, "scale": 1e300}}"#.utf8)
                .write(to: folder.appending(path: "roost.json"))
            let adapter = try await ONNXClassifier.load(folder, on: TestEngine.load())
            return try await adapter.predictItems([Fixture.image("photo.jpg")])
        }
        #expect(predictions.map(\.failure) == ["the model answered with numbers that are not finite"])
    }

    @Test func `images of several sizes are run by size`() async throws {
        let text = #"{"labels": ["a", "b", "c"], "image": {"scale": 0.0039}}"#
        let predictions = try await Fixture.withCopy(of: "onnx-processor") { folder in
            try Data(text.utf8).write(to: folder.appending(path: "roost.json"))
            let adapter = try await ONNXClassifier.load(folder, on: TestEngine.load())
            let batched = try await adapter.predictItems((Fixture.images + Fixture.images).map(Fixture.image))
            for (image, prediction) in zip(Fixture.images, batched) {
                let alone = try await adapter.predictItems([Fixture.image(image)])
                #expect(alone[0].isClose(to: prediction))
            }
            return batched
        }
        #expect(Array(predictions.prefix(4)) == Array(predictions.suffix(4)))
    }

    @Test func `of several models the one to run must be called model.onnx`() async throws {
        try await Fixture.withCopy(of: "onnx") { folder in
            let model = folder.appending(path: "model.onnx")
            try FileManager.default.copyItem(at: model, to: folder.appending(path: "b.onnx"))
            _ = try await ONNXClassifier.load(folder, on: TestEngine.load())
            try FileManager.default.moveItem(at: model, to: folder.appending(path: "a.onnx"))
            let error = await #expect(throws: RoostError.self) {
                try await ONNXClassifier.load(folder, on: TestEngine.load())
            }
            #expect(error?.message == "the folder has 2 .onnx files; call the one to run model.onnx")
        }
    }

    @Test func `bytes that are no model are refused`() async throws {
        try await Fixture.withCopy(of: "onnx") { folder in
            try Data("hello".utf8).write(to: folder.appending(path: "model.onnx"))
            let error = await #expect(throws: RoostError.self) {
                try await AdapterTable().load(folder, on: TestEngine.load())
            }
            #expect(error?.message.contains("model.onnx") == true)
        }
    }
}

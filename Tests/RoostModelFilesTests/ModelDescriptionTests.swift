import Foundation
import RoostEntities
import RoostModelFiles
import Testing

struct ModelDescriptionTests {
    private func describe(
        _ mlmodel: MLmodel?,
        _ texts: [String: String] = [:],
        hasGraph: Bool = false,
        graph: [String: String] = [:]
    ) throws -> ModelDescription {
        let texts = texts.mapValues { Data($0.utf8) }
        return try ModelDescription(mlmodel: mlmodel, texts: texts, hasGraph: hasGraph, graphMetadata: graph)
    }

    @Test func `a pipeline of MLflow is described by its checkpoint's configuration`() throws {
        let mlmodel = try Fixture.mlmodel("transformers")
        #expect(ModelDescription.files(of: mlmodel).contains("model/config.json"))
        let config = #"{"model_type": "vit", "hidden_size": 16, "id2label": {"0": "cat", "1": "dog"}}"#
        let found = try describe(mlmodel, ["model/config.json": config])
        #expect(found.type == "vit" && found.labels == ["cat", "dog"])
        #expect(found.task == "image-classification", "as MLmodel says, for the configuration names no class")
        #expect(found.configuration == ["model_type": "vit", "hidden_size": .integer(16)])
    }

    @Test func `what MLmodel declares of an ONNX model goes before files, and these before the graph`() throws {
        let mlmodel = try Fixture.mlmodel("onnx")
        let file = #"{"labels": ["a", "b"], "task": "object-detection"}"#
        let graph = ["roost": #"{"labels": ["x", "y"], "task": "image-classification"}"#]
        #expect(try describe(mlmodel, ["extra_files/roost.json": file], graph: graph).labels == ["cat", "no"])
        let undeclared = try MLmodel(yaml: Data("flavors: {onnx: {data: model.onnx}}".utf8))
        let found = try describe(undeclared, ["extra_files/roost.json": file], graph: graph)
        #expect(found.labels == ["a", "b"] && found.task == "object-detection" && found.type == "onnx")
        #expect(try describe(undeclared, graph: graph).labels == ["x", "y"])
        #expect(try describe(undeclared, ["extra_files/labels.txt": "one\r\ntwo\r\n"]).labels == ["one", "two"])
    }

    @Test func `another flavor gives the type its name, and no more`() throws {
        let found = try describe(try Fixture.mlmodel("sklearn"))
        #expect(found.type == "sklearn" && found.task == nil && found.labels.isEmpty)
    }

    @Test func `without an MLmodel the files of the folder itself count`() throws {
        #expect(ModelDescription.files(of: nil) == ["config.json", "roost.json", "labels.txt"])
        #expect(try describe(nil, hasGraph: true).type == "onnx")
        #expect(try describe(nil).type == nil)
        #expect(try describe(nil, ["config.json": #"{"model_type": "detr"}"#]).type == "detr")
    }

    @Test func `the image processor of a pipeline goes before the checkpoint's own`() throws {
        let layout = ModelLayout(try Fixture.mlmodel("transformers").runnable)
        #expect(
            layout.places(of: "preprocessor_config.json") == [
                "components/image_processor/preprocessor_config.json",
                "components/feature_extractor/preprocessor_config.json",
                "model/preprocessor_config.json",
            ]
        )
    }
}

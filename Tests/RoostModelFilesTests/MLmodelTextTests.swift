import Foundation
import RoostEntities
import RoostModelFiles
import Testing

/// What is written of a model that MLflow did not make, read back.
struct MLmodelTextTests {
    private let moment = Timestamp(milliseconds: 1_763_719_200_125)

    private func tensor(_ name: String, _ extents: [Int?], type: String = "float32") -> BareModel.Tensor {
        BareModel.Tensor(name: name, signature: TensorSignature(elementType: type, extents: extents))
    }

    private func read(_ model: BareModel) throws -> MLmodel {
        try MLmodel(yaml: Data(MLmodel.text(of: model, madeAt: moment).utf8))
    }

    private func pipeline(_ architecture: String) -> TransformersPipeline? {
        TransformersPipeline(configuration: ["architectures": [.string(architecture)]])
    }

    @Test func `a graph is written with its tensors`() {
        let model = BareModel.graph(
            file: "m.onnx",
            inputs: [tensor("x", [nil, 3])],
            outputs: [tensor("y", [nil], type: "int64")]
        )
        let expected = #"""
            "flavors":
              "onnx":
                "data": "m.onnx"
              "python_function":
                "data": "m.onnx"
                "loader_module": "mlflow.onnx"
            "signature":
              "inputs": "[{\"tensor-spec\":{\"dtype\":\"float32\",\"shape\":[-1,3]},\"type\":\"tensor\"}]"
              "outputs": "[{\"name\":\"y\",\"tensor-spec\":{\"dtype\":\"int64\",\"shape\":[-1]},\"type\":\"tensor\"}]"
            "utc_time_created": "2025-11-21 10:00:00.125"

            """#
        #expect(MLmodel.text(of: model, madeAt: moment) == expected)
    }

    @Test func `several inputs keep their names`() {
        let inputs = [tensor("a", [1]), tensor("b", [2])]
        let text = MLmodel.text(of: .graph(file: "m.onnx", inputs: inputs, outputs: []), madeAt: moment)
        #expect(text.contains(#"{\"name\":\"b\""#) && !text.contains("outputs"))
    }

    @Test(arguments: [
        "a\"b.onnx", "*a *b &c !d.onnx", "a: b # c.onnx", "- {x: 1}.onnx", "größe \u{85}\u{2028}\u{FEFF}😀.onnx", "yes",
        "~",
        "1_000", "%YAML 1.1", "'", "<<",
    ])
    func `a name is nothing but a name, whatever it is`(_ name: String) throws {
        let starred = (0..<40).map { "*\($0)" }.joined()
        let inputs = [tensor("*\(name)\\\n", [nil, 8]), tensor(starred, [1])]
        let mlmodel = try read(.graph(file: name, inputs: inputs, outputs: []))
        #expect(try mlmodel.runnable == .onnx(graph: Artifact.Path(name)))
        #expect(mlmodel.flavors.keys.sorted() == ["onnx", "python_function"] && mlmodel.metadata.isEmpty)
        #expect(mlmodel.input == TensorSignature(elementType: "float32", extents: [nil, 8]))
    }

    @Test func `tensors that would fill a file are left out of it`() throws {
        let many = (0..<10_000).map { (extent: Int) in tensor("*\(extent)*", [extent]) }
        let mlmodel = try read(.graph(file: "m.onnx", inputs: many, outputs: many))
        #expect(mlmodel.input == nil && mlmodel.mainFlavor == "onnx")
        let few = many.prefix(1000)
        #expect(try read(.graph(file: "m.onnx", inputs: Array(few), outputs: Array(few))).input != nil)
    }

    @Test func `a checkpoint is opened where it lies`() throws {
        let mlmodel = try read(.checkpoint(#require(pipeline("ViTForImageClassification"))))
        #expect(try mlmodel.runnable == .checkpoint(folder: nil))
        #expect(mlmodel.pipelineTask == "image-classification" && mlmodel.flavors["python_function"] != nil)
    }

    @Test(arguments: [
        ("DetrForObjectDetection", "object-detection", "AutoModelForObjectDetection"),
        ("DetrForSegmentation", "image-segmentation", "AutoModelForImageSegmentation"),
        ("SegformerForSemanticSegmentation", "image-segmentation", "AutoModelForSemanticSegmentation"),
        ("MaskFormerForInstanceSegmentation", "image-segmentation", "AutoModelForInstanceSegmentation"),
        ("Mask2FormerForUniversalSegmentation", "image-segmentation", "AutoModelForUniversalSegmentation"),
    ])
    func `an architecture for images has its pipeline`(_ architecture: String, _ task: String, _ model: String) throws {
        let found = try #require(pipeline(architecture))
        #expect(found.task == task && found.modelClass == model)
        #expect(try read(.checkpoint(found)).flavors.keys.sorted() == ["transformers"])
    }

    @Test func `what is not for images alone has none`() {
        #expect(pipeline("BertForSequenceClassification") == nil)
        let detector: [String: JSONValue] = ["architectures": ["OwlViTForObjectDetection"], "text_config": [:]]
        #expect(TransformersPipeline(configuration: detector) == nil)
        let segmenter: [String: JSONValue] = [
            "architectures": ["OneFormerForUniversalSegmentation"], "model_type": "oneformer",
        ]
        #expect(TransformersPipeline(configuration: segmenter) == nil)
        #expect(TransformersPipeline(configuration: [:]) == nil)
    }
}

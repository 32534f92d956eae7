import Foundation
import RoostEntities
import RoostModelFiles
import Testing

struct MLmodelTests {
    private func read(_ yaml: String) throws -> MLmodel {
        try MLmodel(yaml: Data(yaml.utf8))
    }

    @Test func `an ONNX model of MLflow says where its graph is and what its input was`() throws {
        let mlmodel = try Fixture.mlmodel("onnx")
        #expect(try mlmodel.runnable == .onnx(graph: Artifact.Path("model.onnx")))
        #expect(mlmodel.input == TensorSignature(elementType: "float32", extents: [nil, 2, 8, 8]))
        #expect(mlmodel.mainFlavor == "onnx")
    }

    @Test func `metadata keeps the types that Python gave it`() throws {
        let metadata = try Fixture.mlmodel("onnx").metadata
        #expect(metadata["build"] == .string("1"))
        #expect(metadata["epochs"] == .integer(3))
        #expect(metadata["roost"] == ["labels": ["cat", "no"], "image": ["scale": .number(1 / 255)]])
    }

    @Test func `a pipeline of transformers says where its checkpoint is and what it does`() throws {
        let mlmodel = try Fixture.mlmodel("transformers")
        #expect(try mlmodel.runnable == .checkpoint(folder: Artifact.Path("model")))
        #expect(mlmodel.pipelineTask == "image-classification")
    }

    @Test func `a checkpoint may lie in the folder of the MLmodel itself`() throws {
        let mlmodel = try read("flavors: {transformers: {model_binary: '.', task: object-detection}}")
        #expect(try mlmodel.runnable == .checkpoint(folder: nil))
        #expect(try ModelLayout(mlmodel.runnable).places(of: "config.json").contains("config.json"))
    }

    @Test func `a model of another flavor is refused by its name`() throws {
        let mlmodel = try Fixture.mlmodel("sklearn")
        #expect(mlmodel.mainFlavor == "sklearn")
        let error = #expect(throws: RoostError.self) { try mlmodel.runnable }
        #expect(error?.message.contains("logged as 'python_function', 'sklearn'") == true, "\(error?.message ?? "")")
    }

    @Test(arguments: [
        ("flavors: {onnx: {data: ../model.onnx}}", "'onnx.data'"),
        ("flavors: {onnx: {data: /etc/passwd}}", "'onnx.data'"),
        ("flavors: {onnx: {data: 3}}", "'onnx.data' is no text"),
        ("flavors: {onnx: {}}", "does not say which file"),
        ("flavors: {transformers: {model_binary: a/../../b}}", "'transformers.model_binary'"),
        ("flavors: {transformers: {task: image-classification}}", "save_pretrained=True"),
        ("flavors: {transformers: {model_binary: model, peft_adaptor: peft}}", "LoRA"),
        ("flavors: {}", "logged as nothing"),
    ])
    func `what cannot be run, or leads elsewhere, is refused`(_ yaml: String, _ message: String) throws {
        let mlmodel = try read(yaml)
        let error = #expect(throws: RoostError.self) { try mlmodel.runnable }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test(arguments: ["", "a: [", "- 1", "flavors: 3", "flavors: {onnx: 3}", "metadata: []", "a: 1\na: 2", "\u{0}"])
    func `what is no MLmodel is called corrupted`(_ yaml: String) {
        #expect(throws: RoostError.self) { try read(yaml) }
    }

    @Test func `an alias is followed, but not a bomb of them`() throws {
        let shared = try read("flavors: {onnx: &a {data: m.onnx}}\nmetadata: {copy: *a}")
        #expect(shared.metadata["copy"] == ["data": "m.onnx"])
        let levels = (1...18).map { "- &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }.joined(separator: "\n")
        let error = #expect(throws: RoostError.self) { try read("- &a0 [x]\n\(levels)\n- ? *a18\n  : 1\n") }
        #expect(error?.code == .tooLarge)
    }

    @Test func `depth, number and size are bounded`() {
        let deep = "metadata: \(String(repeating: "[", count: 900))\(String(repeating: "]", count: 900))"
        #expect(throws: RoostError.self) { try read(deep) }
        #expect(throws: RoostError.self) { try read(String(repeating: "{", count: 500_000)) }
        #expect(throws: RoostError.self) { try read("metadata: {a: [\(String(repeating: "1,", count: 250_000))]}") }
        #expect(throws: RoostError.self) { try read("a: \(String(repeating: "x", count: 1 << 20))") }
    }

    @Test(arguments: [
        ("[{\"type\": \"double\", \"name\": \"a\"}]", nil),
        ("[]", nil),
        ("no JSON", nil),
        ("[{\"tensor-spec\": {\"dtype\": \"uint8\", \"shape\": [-1]}}]", "uint8[?]"),
    ])
    func `a signature is that of its first tensor`(_ schema: String, _ expected: String?) throws {
        let quoted = schema.replacing("\"", with: "\\\"")
        #expect(try read("signature: {inputs: \"\(quoted)\"}").input?.description == expected)
    }

    @Test func `a signature allows what could be meant`() {
        let signature = TensorSignature(elementType: "float32", extents: [nil, 3, 8])
        #expect(signature.allows([1, 3, 8]) && signature.allows([nil, nil, nil]))
        #expect(!signature.allows([1, 2, 8]) && !signature.allows([1, 3]))
    }
}

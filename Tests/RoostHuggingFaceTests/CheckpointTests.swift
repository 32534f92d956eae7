import Foundation
import RoostHuggingFace
import Testing

struct CheckpointTests {
    private func loadingCopy(of name: String, _ change: (URL) throws -> Void) async throws -> CheckpointGraph {
        let reference = try Reference(name)
        return try await reference.withCopy { folder in
            try change(folder)
            return try HuggingFaceLoader.load(folder: folder, imageSize: reference.imageSize)
        }
    }

    private func message(_ name: String, _ change: (URL) throws -> Void) async -> String {
        do {
            _ = try await loadingCopy(of: name, change)
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    private func write(_ text: String, to file: String) -> (URL) throws -> Void {
        { try Data(text.utf8).write(to: $0.appending(path: file)) }
    }

    @Test func `a folder without weights, or with a pickle, says what to do`() async {
        let missing = await message("vit-plain") {
            try FileManager.default.removeItem(at: $0.appending(path: "model.safetensors"))
        }
        #expect(missing.contains("has neither model.safetensors nor model.safetensors.index.json"))
        let pickle = await message("vit-plain") {
            let weights = $0.appending(path: "model.safetensors")
            try FileManager.default.moveItem(at: weights, to: $0.appending(path: "pytorch_model.bin"))
        }
        #expect(pickle.contains("pytorch_model.bin: is a pickle"))
    }

    @Test(arguments: [
        #""../other/model.safetensors""#, #""/etc/passwd""#, #""..""#, #""a/b.safetensors""#, #""x.bin""#, "3",
        #""a\u0000.safetensors""#,
    ])
    func `a shard cannot be outside the folder`(_ shard: String) async {
        let index = #"{"weight_map":{"classifier.bias":\#(shard)}}"#
        let message = await message("vit-bf16-sharded", write(index, to: "model.safetensors.index.json"))
        #expect(message.contains("'weight_map.classifier.bias' must be the plain name"))
    }

    @Test func `a shard that is missing, or lacks its tensor, is named`() async {
        let gone = await message("vit-bf16-sharded") {
            try FileManager.default.removeItem(at: $0.appending(path: "model-00002-of-00003.safetensors"))
        }
        #expect(gone.contains("model-00002-of-00003.safetensors: cannot be read"))
        let index = #"{"weight_map":{"nothing":"model-00001-of-00003.safetensors"}}"#
        let lacking = await message("vit-bf16-sharded", write(index, to: "model.safetensors.index.json"))
        #expect(lacking.contains("puts tensor 'nothing' into model-00001-of-00003.safetensors"))
    }

    @Test func `weights that do not fit the configuration are named with both shapes`() async throws {
        let reference = try Reference("vit-plain")
        let error = await #expect(throws: HuggingFaceError.self) {
            try await reference.withChangedConfig {
                $0["intermediate_size"] = 33
            } _: {
                try HuggingFaceLoader.load(folder: $0)
            }
        }
        #expect(error?.message.contains("model.safetensors") == true)
        #expect(error?.message.contains("[32, 16], config.json makes it [33, 16]") == true)
    }

    @Test func `a layer that is not in the file is named`() async throws {
        let reference = try Reference("vit-plain")
        let error = await #expect(throws: HuggingFaceError.self) {
            try await reference.withChangedConfig {
                $0["num_hidden_layers"] = 3
            } _: {
                try HuggingFaceLoader.load(folder: $0)
            }
        }
        #expect(error?.reason == .missing)
        #expect(error?.message.contains("'vit.encoder.layer.2.layernorm_before.weight' is missing") == true)
    }

    @Test(arguments: [
        ("model_type", #""vitt""#, "(nearest: vit)"), ("model_type", #""convnext2""#, "(nearest: convnext)"),
        ("hidden_act", #""xielu""#, "'hidden_act' is 'xielu'"), ("hidden_size", "-1", "'hidden_size' must be"),
        ("hidden_size", "1e300", "'hidden_size' must be"), ("num_attention_heads", "3", "a divisor of hidden_size 16"),
        ("image_size", "[16]", "'image_size' must be"), ("image_size", "2", "at least the patch size"),
        ("layer_norm_eps", "-1", "'layer_norm_eps' must be"), ("qkv_bias", #""no""#, "'qkv_bias' must be"),
        ("id2label", #"{"0":"a","7":"b"}"#, "'7' is not among them"), ("id2label", "[]", "'id2label' must be"),
        ("id2label", #"{"0":"a","1":"b"}"#, "[3, 16], config.json makes it [2, 16]"),
        ("problem_type", #""guessing""#, "not 'guessing'"),
        ("num_hidden_layers", "100000", "'num_hidden_layers' must be"),
    ])
    func `a field of config.json that makes no sense is named`(
        _ key: String,
        _ json: String,
        _ expected: String
    ) async throws {
        let value = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
        let reference = try Reference("vit-plain")
        let error = await #expect(throws: HuggingFaceError.self) {
            try await reference.withChangedConfig {
                $0[key] = value
            } _: {
                try HuggingFaceLoader.load(folder: $0)
            }
        }
        #expect(error?.message.contains(expected) == true)
    }

    @Test func `config.json that is missing, empty or a folder is named`() async {
        let config = "config.json"
        #expect(await message("vit-plain", write("", to: config)).contains("config.json: JSON ends too early"))
        #expect(await message("vit-plain", write("{}", to: config)).contains("'model_type' is missing"))
        let folder = await message("vit-plain") {
            try FileManager.default.removeItem(at: $0.appending(path: config))
            try FileManager.default.createDirectory(at: $0.appending(path: config), withIntermediateDirectories: false)
        }
        #expect(folder.contains("config.json: is no regular file"))
    }
}

import Foundation
import RoostHuggingFace
import RoostONNXRuntime
import RoostTensors
import Testing

/// A detector or segmenter made by `Fixtures/make_dense_fixtures.py`, with several batches and what `transformers`
/// computes for them.
struct DenseReference {
    struct Batch {
        let input: Tensor
        let mask: Tensor?
        let expected: [String: Tensor]
    }

    static let names: [String] = {
        let folder = Bundle.module.url(forResource: "Fixtures/dense", withExtension: nil)
        let contents = try? FileManager.default.contentsOfDirectory(atPath: folder?.path(percentEncoded: false) ?? "")
        return (contents ?? []).sorted()
    }()

    let folder: URL
    let batches: [Batch]

    init(_ name: String) throws {
        folder = try #require(Bundle.module.url(forResource: "Fixtures/dense/\(name)", withExtension: nil))
        let file = try SafetensorsFile(
            path: folder.appending(path: "expected.safetensors").path(percentEncoded: false),
            name: "expected.safetensors"
        )
        var batches: [Batch] = []
        while file.header["input.\(batches.count)"] != nil {
            var tensors: [String: Tensor] = [:]
            for name in file.header.entries.keys where name.hasSuffix(".\(batches.count)") {
                tensors[String(name.dropLast(2))] = try file.tensor(name)
            }
            let (input, mask) = (tensors.removeValue(forKey: "input"), tensors.removeValue(forKey: "mask"))
            batches.append(Batch(input: try #require(input), mask: mask, expected: tensors))
        }
        self.batches = batches
    }

    /// How far the graph's outputs are from those of `transformers`, at most, in one session over all batches.
    func error(of graph: DenseGraph, model: [UInt8]? = nil) async throws -> Float {
        let session = try await TestRuntime.load().session(
            model: model ?? graph.model,
            weights: graph.weights.map {
                ExternalWeights(location: $0.name, bytes: $0.mapping.bytes, owner: $0.mapping)
            },
            options: SessionOptions(threads: 1)
        )
        var worst: Float = 0
        for batch in batches {
            var inputs = [graph.imageInput: batch.input]
            if let name = graph.maskInput { inputs[name] = batch.mask }
            let outputs = try await session.run(inputs)
            try #require(Set(outputs.keys) == Set(batch.expected.keys))
            for (name, expected) in batch.expected {
                let ours = try #require(outputs[name])
                try #require(ours.shape == expected.shape)
                let pairs = try zip(ours.elements(of: Float.self), expected.elements(of: Float.self))
                worst = max(worst, pairs.map { abs($0 - $1) }.max() ?? .infinity)
            }
        }
        return worst
    }

    /// A copy of the checkpoint in which `change` has edited config.json.
    func withChangedConfig<Result>(
        _ change: (inout [String: Any]) -> Void,
        _ body: (URL) async throws -> Result
    ) async throws -> Result {
        let copy = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.copyItem(at: folder, to: copy)
        defer { try? FileManager.default.removeItem(at: copy) }
        let file = copy.appending(path: "config.json")
        var config = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        change(&config)
        try JSONSerialization.data(withJSONObject: config).write(to: file)
        return try await body(copy)
    }
}

extension SafetensorsFile {
    /// A tensor widened to what models take: halves to floats, bytes to `int64`.
    fileprivate func tensor(_ name: String) throws -> Tensor {
        let entry = try #require(header[name])
        let bytes = self.bytes(of: entry)
        switch entry.type {
        case .float16: return try Tensor(bytes.halves.map { Float($0) }, shape: entry.shape)
        case .uint8: return try Tensor(bytes.map { Int64($0) }, shape: entry.shape)
        default: return try Tensor(elementType: entry.type, shape: entry.shape, bytes: [UInt8](bytes))
        }
    }
}

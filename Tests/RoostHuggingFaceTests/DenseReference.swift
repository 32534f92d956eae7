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
            let (image, valid) = (tensors.removeValue(forKey: "input"), tensors.removeValue(forKey: "valid"))
            let input = try #require(image)
            let mask = try valid.map { try Self.mask(valid: $0, shape: input.shape) }
            batches.append(Batch(input: input, mask: mask, expected: tensors))
        }
        self.batches = batches
    }

    /// 1 within the height and width of each image, 0 in its padding.
    private static func mask(valid: Tensor, shape: Shape) throws -> Tensor {
        let sides = try valid.elements(of: Int64.self).map(Int.init)
        let (height, width) = (shape[2], shape[3])
        let mask = (0..<shape[0] * height * width).map { index in
            let (image, row, column) = (index / (height * width), index / width % height, index % width)
            return row < sides[image * 2] && column < sides[image * 2 + 1] ? Int64(1) : 0
        }
        return try Tensor(mask, shape: Shape([shape[0], height, width]))
    }

    /// How far the graph's outputs are from those of `transformers`, at most, in one session over all batches.
    ///
    /// With `hidesPadding` false, the model is told that everything is image.
    func error(of graph: DenseGraph, model: [UInt8]? = nil, hidesPadding: Bool = true) async throws -> Float {
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
            if let name = graph.maskInput, let mask = batch.mask {
                inputs[name] =
                    hidesPadding
                    ? mask : try Tensor(mask.elements(of: Int64.self).map { max($0, 1) }, shape: mask.shape)
            }
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
    /// A tensor as models take it: steps of 1/32 become floats.
    fileprivate func tensor(_ name: String) throws -> Tensor {
        let entry = try #require(header[name])
        let bytes = self.bytes(of: entry)
        guard entry.type == .int8 else {
            return try Tensor(elementType: entry.type, shape: entry.shape, bytes: [UInt8](bytes))
        }
        return try Tensor(bytes.map { Float(Int8(bitPattern: $0)) / 32 }, shape: entry.shape)
    }
}

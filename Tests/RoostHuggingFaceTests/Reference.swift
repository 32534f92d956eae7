import Foundation
import RoostHuggingFace
import RoostONNXRuntime
import RoostTensors
import Testing

/// A checkpoint made by `Fixtures/make_fixtures.py`, with an input and the logits `transformers` computes for it.
struct Reference {
    static let names: [String] = {
        let folder = Bundle.module.url(forResource: "Fixtures/checkpoints", withExtension: nil)
        let contents = try? FileManager.default.contentsOfDirectory(atPath: folder?.path(percentEncoded: false) ?? "")
        return (contents ?? []).sorted()
    }()

    let folder: URL
    let input: Tensor
    let logits: [Float]

    init(_ name: String) throws {
        let url = Bundle.module.url(forResource: "Fixtures/checkpoints/\(name)", withExtension: nil)
        folder = try #require(url)
        let expected = try SafetensorsFile(
            path: folder.appending(path: "expected.safetensors").path(percentEncoded: false),
            name: "expected.safetensors"
        )
        let pixels = try #require(expected.header["input"])
        input = try Tensor(expected.bytes(of: pixels).halves.map { Float($0) }, shape: pixels.shape)
        let numbers = try #require(expected.header["logits"])
        logits = try Tensor(
            elementType: numbers.type,
            shape: numbers.shape,
            bytes: [UInt8](expected.bytes(of: numbers))
        ).elements()
    }

    var imageSize: ImageSize { ImageSize(height: input.shape[2], width: input.shape[3]) }

    /// How far the graph's logits are from those of `transformers`, at most; from other `logits` where they are given.
    func error(of graph: CheckpointGraph, model: [UInt8]? = nil, logits: [Float]? = nil) async throws -> Float {
        let weights = graph.weights.map {
            ExternalWeights(location: $0.name, bytes: $0.mapping.bytes, owner: $0.mapping)
        }
        let options = SessionOptions(threads: 1)
        let session = try await TestRuntime.load().session(
            model: model ?? graph.model,
            weights: weights,
            options: options
        )
        let outputs = try await session.run([graph.inputName: input])
        let ours = try #require(outputs[graph.outputName]).elements(of: Float.self)
        let logits = logits ?? self.logits
        try #require(ours.count == logits.count)
        return zip(ours, logits).map { abs($0 - $1) }.max() ?? .infinity
    }

    /// A copy of the checkpoint that `body` may change, and that goes when it returns.
    func withCopy<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        let copy = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.copyItem(at: folder, to: copy)
        defer { try? FileManager.default.removeItem(at: copy) }
        return try await body(copy)
    }

    /// A copy of the checkpoint in which `change` has edited config.json.
    func withChangedConfig<Result>(
        _ change: (inout [String: Any]) -> Void,
        _ body: (URL) async throws -> Result
    ) async throws -> Result {
        try await withCopy { copy in
            let file = copy.appending(path: "config.json")
            let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
            var config = try #require(json as? [String: Any])
            change(&config)
            try JSONSerialization.data(withJSONObject: config).write(to: file)
            return try await body(copy)
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var halves: [Float16] {
        stride(from: 0, to: count, by: 2).map {
            Float16(bitPattern: UInt16(littleEndian: loadUnaligned(fromByteOffset: $0, as: UInt16.self)))
        }
    }
}

extension [UInt8] {
    /// The same bytes with `right` replaced everywhere, or only where it comes last.
    func replacing(_ right: [UInt8], by wrong: [UInt8], onlyLast: Bool = false) throws -> [UInt8] {
        try #require(right.count == wrong.count)
        let places = ranges(of: right)
        try #require(!places.isEmpty)
        var changed = self
        for place in onlyLast ? places.suffix(1) : places[...] { changed.replaceSubrange(place, with: wrong) }
        return changed
    }

    init(littleEndian value: Float) {
        self = Swift.withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }
}

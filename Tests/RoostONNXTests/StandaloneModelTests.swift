import RoostONNX
import RoostTensors
import Testing

struct StandaloneModelTests {
    /// y = x + w, with w, of four floats, in the second half of a file.
    private func model(length: Int = 16, second: Bool = false) throws -> [UInt8] {
        var graph = GraphBuilder(name: "sum")
        let dimensions: [Dimension] = [.symbolic("batch"), .fixed(4)]
        let x = graph.input("x", .float32, dimensions)
        let place = ExternalData(location: "weights", offset: 16, length: length)
        let w = graph.weight("w", .float32, try Shape([4]), at: place)
        var y = graph.node("Add", [x, w])
        if second {
            let place = ExternalData(location: "weights", offset: 0, length: 4096)
            y = graph.node("Add", [y, graph.weight("v", .float32, try Shape([1024]), at: place)])
        }
        graph.output(y, as: "y", .float32, dimensions)
        return graph.model(metadata: ["kept": "1", "changed": "old"]).serialized
    }

    private func bytes(of pieces: FilePieces) -> [UInt8] {
        var bytes: [UInt8] = []
        pieces.forEach { bytes += $0 }
        return bytes
    }

    private func standalone(
        _ model: [UInt8],
        weights: [UInt8] = Array(0..<32),
        limit: Int = StandaloneModel.maximumSize,
        _ change: (inout StandaloneModel.Changes) -> Void = { _ in }
    ) throws -> (model: [UInt8], data: [UInt8]?) {
        var changes = StandaloneModel.Changes()
        change(&changes)
        return try model.withUnsafeBytes { model in
            try weights.withUnsafeBytes { weights in
                let result = try StandaloneModel(
                    model,
                    weights: ["weights": weights],
                    changes: changes,
                    dataName: "sum.onnx.data",
                    limit: limit
                )
                return (bytes(of: result.model), result.data.map(bytes))
            }
        }
    }

    @Test func `weights of other files come inside`() throws {
        let (model, data) = try standalone(model())
        let summary = try model.withUnsafeBytes { try ONNXModelSummary.read($0) }
        #expect(data == nil)
        #expect(summary.externalData.isEmpty)
        #expect(summary.initializers.map(\.name) == ["w"])
        #expect(model.contains(Array(16..<32)))
    }

    @Test func `a model that is complete stays as it is`() throws {
        let once = try standalone(model()).model
        #expect(try standalone(once).model == once)
    }

    @Test func `what is to be said differently replaces what was said`() throws {
        let result = try standalone(model()) { changes in
            changes.producer = .init(name: "somebody", version: "2")
            changes.metadata = ["changed": "new", "added": "3"]
            changes.extents = ["batch": 5]
        }
        let summary = try result.model.withUnsafeBytes { try ONNXModelSummary.read($0) }
        #expect(summary.producer == "somebody")
        #expect(summary.metadata == ["kept": "1", "changed": "new", "added": "3"])
        #expect(summary.inputs.map(\.dimensions) == [[.fixed(5), .fixed(4)]])
        #expect(summary.outputs.map(\.dimensions) == [[.fixed(5), .fixed(4)]])
    }

    @Test func `large weights of a model that would be too large go into a file beside it`() throws {
        let weights = (0..<4096).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let (model, data) = try standalone(model(second: true), weights: weights, limit: 2048)
        let summary = try model.withUnsafeBytes { try ONNXModelSummary.read($0) }
        #expect(summary.externalData.map(\.tensor) == ["v"])
        #expect(summary.externalData.map(\.location) == ["sum.onnx.data"])
        #expect(summary.externalData.map(\.length) == [4096])
        #expect(data == weights)
    }

    @Test func `a tensor of another length than its shape says is refused`() throws {
        #expect(throws: ONNXError("tensor 'w' of float32 and shape [4] has 12 bytes")) {
            try standalone(model(length: 12))
        }
    }

    @Test func `a file that is too short is refused`() throws {
        #expect(throws: ONNXError.self) { try standalone(model(), weights: Array(0..<31)) }
    }
}

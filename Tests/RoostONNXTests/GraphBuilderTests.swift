@testable import RoostONNX
import RoostTensors
import Testing

struct GraphBuilderTests {
    private func summary(_ graph: GraphBuilder, metadata: [String: String] = [:]) throws -> ONNXModelSummary {
        try graph.model(metadata: metadata).serialized.withUnsafeBytes { try ONNXModelSummary.read($0) }
    }

    @Test func `what is built can be read back`() throws {
        var graph = GraphBuilder(name: "double")
        let x = graph.input("x", .float32, [.symbolic("batch"), .fixed(3)])
        let y = graph.node("Mul", [x, graph.constant(2)])
        graph.output(y, as: "y", .float32, [.symbolic("batch"), .fixed(3)])
        let summary = try summary(graph, metadata: ["author": "someone"])
        #expect(summary.irVersion == 10)
        #expect(summary.opsets == ["": 20])
        #expect(summary.inputs.map(\.name) == ["x"])
        #expect(summary.outputs.first?.dimensions == [.symbolic("batch"), .fixed(3)])
        #expect(summary.outputs.first?.type == .float32)
        #expect(summary.metadata == ["author": "someone"])
        #expect(summary.nodeCount == 2)
    }

    @Test func `equal constants are kept once, and the same bytes of another shape are not equal`() throws {
        var graph = GraphBuilder(name: "g")
        let two = graph.constant(2)
        #expect(graph.constant(2) == two)
        #expect(graph.constant([Float(2)], shape: [1]) != two)
        #expect(graph.integers([1, 2]) == graph.integers([1, 2]))
        #expect(try summary(graph).initializers.count == 3)
    }

    @Test func `weights stay outside, and half precision gets one cast however often it is used`() throws {
        var graph = GraphBuilder(name: "g")
        let place = ExternalData(location: "model.safetensors", offset: 72, length: 12)
        let first = graph.weight("w", .float16, [2, 3], at: place)
        #expect(graph.weight("w", .float16, [2, 3], at: place) == first)
        let summary = try summary(graph)
        #expect(summary.nodeCount == 1)
        #expect(summary.initializers == [.init(name: "w", type: .float16, shape: [2, 3])])
        #expect(
            summary.externalData == [.init(tensor: "w", location: "model.safetensors", offset: 72, length: 12)]
        )
    }

    @Test func `the contrib domain is declared only where it is used`() throws {
        var graph = GraphBuilder(name: "g")
        let x = graph.input("x", .float32, [.fixed(1)])
        _ = graph.node("Relu", [x])
        #expect(try summary(graph).opsets[ModelProto.contribDomain] == nil)
        _ = graph.node("Gelu", domain: ModelProto.contribDomain, [x])
        #expect(try summary(graph).opsets[ModelProto.contribDomain] == 1)
    }

    @Test(arguments: ElementType.allCases)
    func `every element type survives the numbers of onnx.proto`(_ type: ElementType) {
        #expect(ElementType(onnxDataType: type.onnxDataType) == type)
    }
}

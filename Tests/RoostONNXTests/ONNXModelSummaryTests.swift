import RoostONNX
import RoostTensors
import Testing

/// Models written byte by byte, as a stranger could send them.
struct ONNXModelSummaryTests {
    /// A protobuf field that holds bytes; numbers below 128 and lengths below 16,384 are all these tests need.
    private static func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length =
            content.count < 128
            ? [UInt8(content.count)] : [UInt8(content.count & 127) | 128, UInt8(content.count >> 7)]
        return tag(number, 2) + length + content
    }

    private static func field(_ number: UInt8, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }

    private static func field(_ number: UInt8, int value: UInt8) -> [UInt8] { tag(number, 0) + [value] }

    private static func tag(_ number: UInt8, _ wireType: UInt8) -> [UInt8] {
        number < 16 ? [number << 3 | wireType] : [number << 3 & 0x7f | wireType | 0x80, number >> 4]
    }

    private static let opset = field(8, field(2, int: 17))

    /// 2^63 - 1.
    private static let huge = [UInt8](repeating: 0xff, count: 8) + [0x7f]

    private func read(_ bytes: [UInt8]) throws -> ONNXModelSummary {
        try bytes.withUnsafeBytes { try ONNXModelSummary.read($0) }
    }

    private func message(_ bytes: [UInt8]) -> String {
        do {
            _ = try read(bytes)
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func `an input that is also an initialiser is none a caller hands in`() throws {
        let x = Self.field(11, Self.field(1, "x"))
        let w = Self.field(11, Self.field(1, "w"))
        let weight = Self.field(5, Self.field(8, "w") + Self.field(2, int: 1))
        let summary = try read(Self.opset + Self.field(7, x + w + weight))
        #expect(summary.inputs.map(\.name) == ["x"])
        #expect(summary.opsets == ["": 17])
    }

    @Test func `external data in a subgraph is found`() throws {
        let place = Self.field(13, Self.field(1, "location") + Self.field(2, "../secret"))
        let tensor = Self.field(8, "w") + Self.field(2, int: 1) + Self.field(14, int: 1) + place
        let inner = Self.field(5, tensor)
        let node = Self.field(4, "If") + Self.field(5, Self.field(1, "then_branch") + Self.field(6, inner))
        let summary = try read(Self.opset + Self.field(7, Self.field(1, node)))
        #expect(summary.externalData.map(\.location) == ["../secret"])
        #expect(summary.initializers.isEmpty)
    }

    @Test func `packed dimensions are read like single ones`() throws {
        let packed = Self.field(5, Self.field(1, [2, 0x80, 0x01]) + Self.field(8, "a"))
        let single = Self.field(5, Self.field(1, int: 2) + Self.tag(1, 0) + [0x80, 0x01] + Self.field(8, "b"))
        let summary = try read(Self.opset + Self.field(7, packed + single))
        #expect(summary.initializers.map(\.shape) == [[2, 128], [2, 128]])
    }

    @Test func `subgraphs within subgraphs end somewhere`() {
        var graph: [UInt8] = []
        for _ in 0..<200 { graph = Self.field(1, Self.field(5, Self.field(6, graph))) }
        #expect(message(Self.opset + Self.field(7, graph)).contains("nested more than 16 deep"))
    }

    @Test(
        arguments: [
            ([], "no graph"),
            ([0x3a, 0x05, 0x00], "claims 5 bytes where 1 are left"),
            ([0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], "claims 9223372036854775807 bytes"),
            ([0x08, 0xff], "ends within a number"),
            ([UInt8](repeating: 0xff, count: 20), "longer than 10 bytes"),
            ([0x00, 0x01], "field number 0"),
            ([0x0b], "wire type 3"),
            ([0x09, 0x01], "ends within a field"),
            (field(7, []) + field(7, []), "two graphs"),
            (field(7, []), "opset_import is missing"),
            (opset + field(7, field(5, tag(1, 0) + [UInt8](repeating: 0xff, count: 9) + [1])), "negative dimension"),
            (opset + field(7, field(5, field(1, [UInt8](repeating: 0xff, count: 9)))), "ends within a number"),
            (opset + field(7, field(5, field(1, huge + huge))), "more elements"),
            (opset + field(7, field(5, field(8, [0xff, 0xfe]))), "not UTF-8"),
            (opset + field(7, field(5, field(14, int: 1))), "has no location"),
            (opset + field(7, field(5, [UInt8](repeating: 0x08, count: 200))), "more than 64 dimensions"),
            (opset + field(7, int: 3), "graph is not a message"),
        ] as [([UInt8], String)]
    )
    func `hostile bytes are refused with the place named`(_ bytes: [UInt8], _ expected: String) {
        #expect(message(bytes).contains(expected))
    }

    @Test func `a model cut anywhere never crashes the reader`() throws {
        var graph = GraphBuilder(name: "g")
        let x = graph.input("x", .float32, [.symbolic("batch"), .fixed(300)])
        let w = graph.weight("w", .bfloat16, [300, 300], at: ExternalData(location: "f", offset: 8, length: 180_000))
        graph.output(graph.node("MatMul", [x, w]), as: "y", .float32, [.symbolic("batch"), .fixed(300)])
        let bytes = graph.model(metadata: ["k": "v"]).serialized
        let accepted = bytes.indices.filter { message(Array(bytes[..<$0])) == "no error" }
        // Only cuts between fields that may be absent leave a model: the metadata at the end.
        #expect(accepted.allSatisfy { $0 > bytes.count - 20 })
    }
}

import RoostTensors

/// Writes an ONNX graph down, one operator after the other.
///
/// ```swift
/// var graph = GraphBuilder(name: "double")
/// let x = graph.input("x", .float32, [.symbolic("batch"), .fixed(3)])
/// let y = graph.node("Mul", [x, graph.constant(2)])
/// graph.output(y, as: "y", .float32, [.symbolic("batch"), .fixed(3)])
/// let bytes = graph.model().serialized
/// ```
package struct GraphBuilder: Sendable {
    /// A value of the graph: an input, a constant, or what a node made.
    package struct Value: Hashable, Sendable {
        let name: String
        /// An optional input that is left out.
        package static let absent = Value(name: "")
    }

    private struct ConstantKey: Hashable {
        let type: ElementType
        let shape: Shape
        let bytes: [UInt8]
    }

    /// Whether only operators of the ONNX standard may be used, for engines other than ONNX Runtime.
    package let standardOperatorsOnly: Bool

    private let name: String
    private var nodes: [NodeProto] = []
    private var initializers: [TensorProto] = []
    private var inputs: [ValueInfoProto] = []
    private var outputs: [ValueInfoProto] = []
    private var constants: [ConstantKey: Value] = [:]
    private var weights: [String: Value] = [:]
    private var nextValue = 0

    package init(name: String, standardOperatorsOnly: Bool = false) {
        self.name = name
        self.standardOperatorsOnly = standardOperatorsOnly
    }

    /// Declares what a caller of the model hands in.
    package mutating func input(_ name: String, _ type: ElementType, _ dimensions: [Dimension]) -> Value {
        inputs.append(ValueInfoProto(name: name, type: type, dimensions: dimensions))
        return Value(name: name)
    }

    /// Declares what a caller of the model gets back.
    package mutating func output(
        _ value: Value,
        as name: String,
        _ type: ElementType,
        _ dimensions: [Dimension]
    ) {
        nodes.append(
            NodeProto(operatorType: "Identity", domain: "", inputs: [value.name], outputs: [name], attributes: [])
        )
        outputs.append(ValueInfoProto(name: name, type: type, dimensions: dimensions))
    }

    /// A `float32` view of bytes that stay in their file.
    ///
    /// Half precision is widened by one `Cast` node, which ONNX Runtime folds when it loads the model. Asking twice for
    /// the same name gives the same value.
    package mutating func weight(
        _ name: String,
        _ type: ElementType,
        _ shape: Shape,
        at data: ExternalData
    ) -> Value {
        if let known = weights[name] { return known }
        initializers.append(TensorProto(name: name, type: type, shape: shape, content: .external(data)))
        var value = Value(name: name)
        if type != .float32 {
            value = node("Cast", [value], ["to": .int(ElementType.float32.onnxDataType)])
        }
        weights[name] = value
        return value
    }

    /// Values kept in the model itself; equal constants are kept once.
    package mutating func constant<Element: TensorElement>(_ values: [Element], shape: Shape) -> Value {
        let bytes = values.withUnsafeBytes { [UInt8]($0) }
        let key = ConstantKey(type: Element.elementType, shape: shape, bytes: bytes)
        if let known = constants[key] { return known }
        let value = Value(name: "constant.\(constants.count)")
        constants[key] = value
        initializers.append(
            TensorProto(name: value.name, type: key.type, shape: shape, content: .raw(bytes))
        )
        return value
    }

    /// A scalar.
    package mutating func constant(_ value: Float) -> Value {
        constant([value], shape: [])
    }

    /// A list of whole numbers, as shapes and axes are.
    package mutating func integers(_ values: [Int]) -> Value {
        constant(values.map(Int64.init), shape: [values.count])
    }

    /// Applies an operator that has one output.
    package mutating func node(
        _ operatorType: String,
        domain: String = "",
        _ inputs: [Value],
        _ attributes: KeyValuePairs<String, AttributeProto.Value> = [:]
    ) -> Value {
        let result = Value(name: "value.\(nextValue)")
        nextValue += 1
        nodes.append(
            NodeProto(
                operatorType: operatorType,
                domain: domain,
                inputs: inputs.map(\.name),
                outputs: [result.name],
                attributes: attributes.map { AttributeProto($0.key, $0.value) }
            )
        )
        return result
    }

    /// The finished model.
    package func model(metadata: [String: String] = [:]) -> ModelProto {
        let graph = GraphProto(
            name: name,
            nodes: nodes,
            initializers: initializers,
            inputs: inputs,
            outputs: outputs
        )
        return ModelProto(graph: graph, metadata: metadata)
    }
}

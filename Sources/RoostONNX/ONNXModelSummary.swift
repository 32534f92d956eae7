import RoostTensors

/// What an ONNX file says about itself, without its weights: enough to register it and to refuse what cannot be run.
package struct ONNXModelSummary: Hashable, Sendable {
    package var irVersion = 0
    package var producer = ""
    /// Inputs that a caller must hand in: those without an initialiser of the same name.
    package var inputs: [ValueInfoProto] = []
    package var outputs: [ValueInfoProto] = []
    /// Version of each operator set, keyed by domain; the ONNX standard's own domain is the empty string.
    package var opsets: [String: Int] = [:]
    /// `metadata_props` of the file.
    package var metadata: [String: String] = [:]
    package var initializers: [Initializer] = []
    /// Every byte range in other files that this model needs, subgraphs included.
    package var externalData: [ExternalTensor] = []
    package var nodeCount = 0

    /// A constant of the main graph.
    package struct Initializer: Hashable, Sendable {
        package let name: String
        /// `nil` for types Roost has no tensors of.
        package let type: ElementType?
        package let shape: Shape
    }

    /// A constant whose bytes are in another file.
    package struct ExternalTensor: Hashable, Sendable {
        package let tensor: String
        package let location: String
        package let offset: Int
        /// `nil`: up to the end of the file.
        package let length: Int?
    }

    /// Reads a whole ONNX file.
    ///
    /// Unknown fields are skipped; nesting, counts and names are bounded, so the memory taken is a small multiple of
    /// what those bounds allow however the file lies.
    ///
    /// - Throws: ``ONNXError`` naming the field.
    package static func read(_ buffer: UnsafeRawBufferPointer) throws(ONNXError) -> ONNXModelSummary {
        var scan = ONNXModelScan()
        try scan.model(buffer)
        return scan.summary
    }
}

import RoostEntities

/// A model that lies at the top of its files as its maker left it, without what MLflow would have written beside it.
package enum BareModel: Hashable, Sendable {
    /// An ONNX graph in a file of this name; its inputs and outputs are empty when they are not all tensors of numpy's.
    case graph(file: String, inputs: [Tensor], outputs: [Tensor])
    /// A Hugging Face checkpoint with the configuration of its image processor.
    case checkpoint(TransformersPipeline)

    /// What goes into a graph or comes out of it.
    package struct Tensor: Hashable, Sendable {
        package let name: String
        package let signature: TensorSignature

        package init(name: String, signature: TensorSignature) {
            self.name = name
            self.signature = signature
        }
    }
}

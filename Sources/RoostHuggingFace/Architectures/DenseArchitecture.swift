import RoostONNX
import RoostTensors

/// A family of detectors or segmenters: reads its configuration, writes its graph.
///
/// Height and width are symbolic, so that one session serves images of every size.
protocol DenseArchitecture: Sendable {
    /// The value of `model_type` in config.json.
    static var modelType: String { get }
    /// The class of `transformers` whose outputs this reproduces.
    static var className: String { get }
    static var type: ModelType { get }
    static var outputs: DenseGraph.Outputs { get }
    /// What prepares images when the checkpoint does not say.
    static var defaultProcessor: ImageProcessorClass { get }
    /// Whether the graph is told which pixels are padding.
    static var takesPixelMask: Bool { get }

    init(_ config: ModelConfig) throws(HuggingFaceError)

    var channels: Int { get }

    /// From `[batch, channels, height, width]` and the pixel mask, `[batch, height, width]`, absent unless one is taken,
    /// to the outputs, in the order and of the shapes that ``DenseGraph/Outputs`` gives.
    func outputs(
        of image: Value,
        mask: Value,
        in network: inout Network
    ) throws(HuggingFaceError) -> [DenseOutput]
}

/// An output of a graph as it is declared.
struct DenseOutput {
    let value: Value
    let dimensions: [Dimension]
}

/// One row of the table: what a ``DenseArchitecture`` type says of itself.
struct DenseFamily: Sendable {
    let modelType: String
    let className: String
    let type: ModelType
    let outputs: DenseGraph.Outputs
    let defaultProcessor: ImageProcessorClass
    let takesPixelMask: Bool
    let make: @Sendable (ModelConfig) throws(HuggingFaceError) -> any DenseArchitecture

    init<A: DenseArchitecture>(_ type: A.Type) {
        modelType = A.modelType
        className = A.className
        self.type = A.type
        outputs = A.outputs
        defaultProcessor = A.defaultProcessor
        takesPixelMask = A.takesPixelMask
        make = { config throws(HuggingFaceError) in try A(config) }
    }
}

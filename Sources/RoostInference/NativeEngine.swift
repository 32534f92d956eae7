import RoostONNXRuntime

/// What native models run on: the loaded ONNX Runtime, and how models are to be loaded and fed.
package struct NativeEngine: Sendable {
    package let runtime: Runtime
    package let options: SessionOptions
    /// How many images a model that takes any number sees at once; `nil` for as many as its kind likes.
    package let batchSize: Int?

    package init(runtime: Runtime, options: SessionOptions = SessionOptions(), batchSize: Int? = nil) {
        self.runtime = runtime
        self.options = options
        self.batchSize = batchSize.map { max(1, $0) }
    }
}

import Foundation
import RoostExecutor
import RoostInference
import RoostONNXRuntime

/// The native engine as the command line finds it.
enum NativeLibrary {
    /// - Parameters:
    ///   - library: ONNX Runtime's file; without it, `ROOST_ONNXRUNTIME` or the usual places.
    ///   - options: how models are loaded and run.
    ///   - batchSize: how many images a model sees at once; as many as its kind likes by default.
    /// - Returns: the engine, with the library loaded.
    /// - Throws: which places were tried, and how to get the library.
    static func engine(
        library: URL? = nil,
        options: SessionOptions = SessionOptions(),
        batchSize: Int? = nil
    ) throws -> NativeEngine {
        let environment = ProcessInfo.processInfo.environment
        let search = LibrarySearch(explicitPath: library?.path, environmentPath: environment["ROOST_ONNXRUNTIME"])
        return NativeEngine(runtime: try Runtime(search), options: options, batchSize: batchSize)
    }
}

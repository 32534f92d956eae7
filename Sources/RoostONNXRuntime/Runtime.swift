import CONNXRuntime
import Foundation
import RoostThreads

/// ONNX Runtime, loaded into this process.
///
/// One is enough for a process: sessions share it and keep it alive.
// Sendable: the three pointers are set once, in `init`, and the library documents all it does with them as safe to call
// from any thread at once. They are released in `deinit`, after the last session, since each session holds its runtime.
package final class Runtime: @unchecked Sendable {
    package let version: RuntimeVersion
    package let libraryPath: String
    /// The execution providers built into the library, under its own names (`CPUExecutionProvider`).
    package let availableProviders: [String]

    let library: Library
    let environment: OpaquePointer
    let memory: OpaquePointer
    /// Where models are loaded.
    let threads: BlockingThreads

    /// Loads the first library that `search` finds.
    ///
    /// - Throws: ``ONNXRuntimeError`` when there is none, or it is of a version we cannot use.
    package convenience init(_ search: LibrarySearch = LibrarySearch()) throws(ONNXRuntimeError) {
        var refusals: [String] = []
        for path in search.candidates {
            switch Library.open(path) {
            case .success(let base):
                try self.init(base: base, path: path)
                return
            case .failure(let refusal):
                refusals.append(refusal.message)
            }
        }
        throw ONNXRuntimeError(
            """
            ONNX Runtime could not be loaded: \(refusals.joined(separator: "; ")). \
            `make setup` fetches it; or name the library of version \(RuntimeVersion.written) in ROOST_ONNXRUNTIME
            """
        )
    }

    init(base: OrtApiBase, path: String) throws(ONNXRuntimeError) {
        let library = try Library(base: base, path: path)
        self.library = library
        self.version = library.version
        self.libraryPath = path
        self.environment = try library.make("start ONNX Runtime") { api, out in
            // Every failure comes back as a status with its message, so what the library would print is noise.
            api.pointee.CreateEnvWithCustomLogger({ _, _, _, _, _, _ in }, nil, OrtLoggingLevelError, "roost", out)
        }
        self.memory = try library.make("describe the machine's memory") { api, out in
            api.pointee.CreateCpuMemoryInfo(OrtAllocatorKindDevice, OrtMemoryKindDefault, out)
        }
        self.availableProviders = try library.availableProviders()
        self.threads = BlockingThreads(label: "roost.load", count: ProcessInfo.processInfo.activeProcessorCount)
    }

    deinit {
        library.api.pointee.ReleaseMemoryInfo(memory)
        library.api.pointee.ReleaseEnv(environment)
    }
}

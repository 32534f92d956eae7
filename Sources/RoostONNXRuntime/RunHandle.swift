import CONNXRuntime

/// One run in progress, which another thread may end.
// Sendable: `pointer` is set once, in `init`; the library allows the one call made on it, to terminate, from any thread.
final class RunHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    private let library: Library

    init(library: Library) throws(ONNXRuntimeError) {
        self.library = library
        self.pointer = try library.make("prepare a run") { api, out in api.pointee.CreateRunOptions(out) }
    }

    deinit {
        library.api.pointee.ReleaseRunOptions(pointer)
    }

    /// Makes the run fail before its next operator.
    func terminate() {
        library.api.pointee.ReleaseStatus(library.api.pointee.RunOptionsSetTerminate(pointer))
    }
}

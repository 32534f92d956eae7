import CONNXRuntime
import RoostTensors
import RoostThreads

/// A model that is loaded and can run.
///
/// Its memory is given back when the last reference to it goes.
// Sendable: `pointer` is set once, in `init`, and released in `deinit`. The library documents a session as safe to run
// from several threads at once, and everything else here is constant.
package final class Session: @unchecked Sendable {
    package let inputs: [ValueInfo]
    package let outputs: [ValueInfo]
    /// What the model's author wrote beside the graph, such as class names.
    package let metadata: [String: String]

    let runtime: Runtime
    let pointer: OpaquePointer
    let threads: BlockingThreads
    /// The library reads the weights where they lie until the session is released.
    private let weights: [ExternalWeights]

    /// Takes `pointer` over, also when it throws.
    init(
        _ pointer: OpaquePointer,
        weights: [ExternalWeights],
        runsAtOnce: Int,
        runtime: Runtime
    ) throws(ONNXRuntimeError) {
        let description: SessionDescription
        do {
            description = try SessionDescription(of: pointer, library: runtime.library)
        } catch {
            runtime.library.api.pointee.ReleaseSession(pointer)
            throw error
        }
        self.inputs = description.inputs
        self.outputs = description.outputs
        self.metadata = description.metadata
        self.pointer = pointer
        self.threads = BlockingThreads(label: "roost.run", count: runsAtOnce)
        self.weights = weights
        self.runtime = runtime
    }

    deinit {
        runtime.library.api.pointee.ReleaseSession(pointer)
    }
}

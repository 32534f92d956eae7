import Synchronization

/// What is called how at the target, by what it is called at the source.
///
/// A class, because what is copied side by side fills it from many threads.
final class TransferMap: Sendable {
    struct Copy: Sendable, Equatable {
        var id: String
        var artifactURI: String
    }

    private struct State {
        var runs: [String: Copy] = [:]
        var models: [String: Copy] = [:]
        /// Runs whose end waits for the models they made and read.
        var waiting: [MLflowRun] = []
        /// Copies whose parent was not there yet.
        var orphans: [(child: String, parent: String)] = []
    }

    private let state = Mutex(State())

    func run(_ id: String) -> Copy? { state.withLock { $0.runs[id] } }
    func model(_ id: String) -> Copy? { state.withLock { $0.models[id] } }

    func set(run id: String, _ copy: Copy) { state.withLock { $0.runs[id] = copy } }
    func set(model id: String, _ copy: Copy) { state.withLock { $0.models[id] = copy } }

    func wait(_ run: MLflowRun) { state.withLock { $0.waiting.append(run) } }
    func addOrphan(_ child: String, parent: String) { state.withLock { $0.orphans.append((child, parent)) } }

    /// The runs that wait, which are none afterwards.
    func takeWaiting() -> [MLflowRun] {
        state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
    }

    func takeOrphans() -> [(child: String, parent: String)] {
        state.withLock { state in
            defer { state.orphans = [] }
            return state.orphans
        }
    }
}

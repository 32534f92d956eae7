import RoostEntities
import Synchronization

/// Tells who waits that an execution changed.
///
/// A class, because the list of those who wait is shared and `Mutex` cannot be copied.
final class ExecutionChanges: Sendable {
    private struct Listener {
        let execution: Identifier<Execution>?
        let continuation: AsyncStream<Identifier<Execution>>.Continuation
    }

    private struct State {
        var next = 0
        var listeners: [Int: Listener] = [:]
    }

    private let state = Mutex(State())

    /// The changes of one execution, or of all of them, from now on; of a flood only the newest are kept.
    func stream(of execution: Identifier<Execution>? = nil) -> AsyncStream<Identifier<Execution>> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Identifier<Execution>.self,
            bufferingPolicy: .bufferingNewest(execution == nil ? 64 : 1)
        )
        let key = state.withLock { state in
            state.next += 1
            state.listeners[state.next] = Listener(execution: execution, continuation: continuation)
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { state in
                state.listeners[key] = nil
            }
        }
        return stream
    }

    func announce(_ execution: Identifier<Execution>) {
        let listeners = state.withLock { state in
            state.listeners.values.filter { $0.execution == nil || $0.execution == execution }
        }
        for listener in listeners {
            listener.continuation.yield(execution)
        }
    }
}

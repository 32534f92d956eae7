import Dispatch
import Synchronization

/// Threads for work that blocks or computes for long, so that Swift's cooperative pool never does.
///
/// At most `count` pieces of work run at a time, each on a thread of its own; the rest wait in the order they came.
/// Threads are started when first needed and given back to the system when idle.
package final class BlockingThreads: Sendable {
    private typealias Work = @Sendable () -> Void

    private struct State {
        var idle: [DispatchQueue]
        var waiting: [Work] = []
    }

    private let state: Mutex<State>

    /// - Parameters:
    ///   - label: what the threads are for, as seen in a debugger.
    ///   - count: at least one.
    package init(label: String, count: Int) {
        // A serial queue made like this has a thread to itself while it works: Dispatch does not make it wait for
        // threads that block elsewhere.
        let queues = (0..<max(1, count)).map { DispatchQueue(label: "\(label).\($0)") }
        self.state = Mutex(State(idle: queues))
    }

    /// What `work` returns or throws, once it has run on one of the threads.
    ///
    /// Work that has begun is not interrupted; work whose task is cancelled while it waits still runs. All that the work
    /// holds is let go before its caller goes on.
    package func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let job = Job(work)
        let result = await withCheckedContinuation { continuation in
            submit { continuation.resume(returning: job.run()) }
        }
        return try result.get()
    }

    private func submit(_ work: @escaping Work) {
        let queue = state.withLock { state -> DispatchQueue? in
            guard let queue = state.idle.popLast() else {
                state.waiting.append(work)
                return nil
            }
            return queue
        }
        guard let queue else { return }
        start(work, on: queue)
    }

    private func start(_ work: @escaping Work, on queue: DispatchQueue) {
        queue.async { [self] in
            work()
            let next = state.withLock { state -> Work? in
                guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
                state.idle.append(queue)
                return nil
            }
            guard let next else { return }
            start(next, on: queue)
        }
    }
}

/// Work that is done once and then forgotten.
private final class Job<Value: Sendable, Failure: Error>: Sendable {
    private let work: Mutex<(@Sendable () throws(Failure) -> Value)?>

    init(_ work: @escaping @Sendable () throws(Failure) -> Value) {
        self.work = Mutex(work)
    }

    func run() -> Result<Value, Failure> {
        guard let work = work.withLock({ $0.take() }) else {
            preconditionFailure("a job was run twice")
        }
        return Result(catching: work)
    }
}

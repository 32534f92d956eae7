import Dispatch
import Synchronization

/// Works on several lanes at a time.
enum Lanes {
    /// The results of `work` for 0, 1, 2, …, in that order, whatever the order they were made in.
    ///
    /// Blocks; the caller's thread works too.
    static func map<Value: Sendable>(_ count: Int, _ work: @Sendable (Int) throws -> Value) throws -> [Value] {
        let results = Mutex([Result<Value, any Error>?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { lane in
            let result = Result { try work(lane) }
            results.withLock { $0[lane] = result }
        }
        return try results.withLock { try $0.compactMap { try $0?.get() } }
    }
}

/// How a worker process ended.
package enum WorkerExit: Sendable, Hashable {
    case exited(code: Int32)
    case signalled(Int32)
    /// It was not our child, so nobody told us how.
    case vanished

    package var isSuccess: Bool { self == .exited(code: 0) }

    /// The end of a sentence that begins with "the worker".
    package var words: String {
        switch self {
        case .exited(let code): "ended with status \(code)"
        case .signalled(9): "was killed (signal 9), perhaps for want of memory"
        case .signalled(11): "crashed (signal 11)"
        case .signalled(6): "aborted (signal 6)"
        case .signalled(let signal): "was ended by signal \(signal)"
        case .vanished: "is gone"
        }
    }
}

import Dispatch
import Foundation

/// ^C as a stream, for commands that have something to end first.
enum Interrupts {
    /// One element each time; while it is listened to, ^C does not end the process.
    static func stream() -> AsyncStream<Void> {
        AsyncStream { continuation in
            signal(SIGINT, SIG_IGN)
            // Used by nobody but the stream's end, after the last event.
            nonisolated(unsafe) let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
            source.setEventHandler { continuation.yield() }
            continuation.onTermination = { _ in
                source.cancel()
                signal(SIGINT, SIG_DFL)
            }
            source.resume()
        }
    }
}

import Foundation

/// How workers are started and how many at once.
package struct SchedulerSettings: Sendable {
    /// The program a worker is; it is started with the argument `execute`.
    package var executable: URL
    /// The server's folder of state.
    package var home: URL
    /// Where workers reach the server.
    package var server: URL
    /// The whole environment of a worker.
    package var environment: [String: String]
    /// The ONNX Runtime library; `nil` lets the worker look in the usual places.
    package var runtimeLibrary: URL?
    /// Workers at once.
    package var slots: Int
    /// How many times an execution is started before it has failed.
    package var attempts: Int
    /// A worker that reported nothing for this long, in seconds, is taken for lost.
    package var silence: Double

    package init(
        executable: URL,
        home: URL,
        server: URL,
        environment: [String: String],
        runtimeLibrary: URL? = nil,
        slots: Int = 2,
        attempts: Int = 3,
        silence: Double = 60
    ) {
        self.executable = executable
        self.home = home
        self.server = server
        self.environment = environment
        self.runtimeLibrary = runtimeLibrary
        self.slots = slots
        self.attempts = attempts
        self.silence = silence
    }
}

import Foundation

/// Everything a worker process is started with.
package struct WorkerLaunch: Sendable {
    package var executable: URL
    package var arguments: [String]
    /// The whole environment: nothing is inherited.
    package var environment: [String: String]
    /// Where it works; it exists.
    package var folder: URL
    /// What it prints is appended here.
    package var log: URL
    /// What it reads on standard input, which then ends.
    package var input: [UInt8]

    package init(
        executable: URL,
        arguments: [String],
        environment: [String: String],
        folder: URL,
        log: URL,
        input: [UInt8]
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
        self.log = log
        self.input = input
    }
}

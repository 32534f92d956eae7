/// How long to rest before trying again, and when to give up.
package struct Backoff: Sendable {
    private let first: Duration
    private let longest: Duration
    private let attempts: Int
    private var failures = 0

    package init(first: Duration, longest: Duration, attempts: Int) {
        self.first = first
        self.longest = longest
        self.attempts = attempts
    }

    /// About half a minute in all: long enough for a server to start again.
    package static let network = Backoff(first: .milliseconds(200), longest: .seconds(8), attempts: 8)

    /// Something got through: the next failure is a first one again.
    mutating func reset() {
        failures = 0
    }

    /// Rests before the next attempt.
    ///
    /// - Throws: `error` when there have been enough of them, `CancellationError` when the task is cancelled.
    package mutating func rest(after error: any Error) async throws {
        failures += 1
        guard failures < attempts else { throw error }
        let doubled = first * (1 << min(failures - 1, 16))
        try await Task.sleep(for: min(doubled, longest) * Double.random(in: 0.5...1))
    }
}

import Synchronization

/// Makes identifiers that are unique across processes and strictly ascending within one.
///
/// A class, because the counter is shared and `Mutex` cannot be copied.
package final class IdentifierGenerator: Sendable {
    private struct State {
        var seconds: UInt32 = 0
        var counter: UInt32 = 0
    }

    private let random = UInt64.random(in: 0..<(1 << 40))
    private let state = Mutex(State())
    private let now: @Sendable () -> Timestamp

    package init(now: @escaping @Sendable () -> Timestamp = { .now }) {
        self.now = now
    }

    package func next<Entity>(_ entity: Entity.Type = Entity.self) -> Identifier<Entity> {
        let clock = UInt32(truncatingIfNeeded: now().milliseconds / 1000)
        let (seconds, counter) = state.withLock { state in
            if clock > state.seconds {
                state = State(seconds: clock)
            } else if state.counter == 0xFF_FFFF {
                state = State(seconds: state.seconds + 1)
            } else {
                state.counter += 1
            }
            return (state.seconds, state.counter)
        }
        return Identifier(seconds: seconds, random: random, counter: counter)
    }
}

import Foundation
import RoostThreads
import Synchronization
import Testing

struct BlockingThreadsTests {
    private final class Counter: Sendable {
        private let counts = Mutex((now: 0, most: 0, done: 0))

        var most: Int { counts.withLock { $0.most } }
        var done: Int { counts.withLock { $0.done } }

        func count(during work: () -> Void) {
            counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.done) }
            work()
            counts.withLock { $0 = ($0.now - 1, $0.most, $0.done + 1) }
        }
    }

    @Test func `work returns its value or throws its error`() async throws {
        let threads = BlockingThreads(label: "test", count: 2)
        #expect(await threads.run { 6 * 7 } == 42)
        await #expect(throws: CancellationError.self) { try await threads.run { throw CancellationError() } }
    }

    @Test func `what the work holds is let go before its caller goes on`() async {
        let threads = BlockingThreads(label: "test", count: 1)
        for _ in 0..<100 {
            weak var watched: Counter?
            await {
                let counter = Counter()
                watched = counter
                await threads.run { counter.count {} }
            }()
            #expect(watched == nil)
        }
    }

    @Test(arguments: [1, 3]) func `as many pieces of work run at once as there are threads`(_ count: Int) async {
        let threads = BlockingThreads(label: "test", count: count)
        let counter = Counter()
        await withTaskGroup { group in
            for _ in 0..<40 {
                group.addTask { await threads.run { counter.count { while counter.most < count { sched_yield() } } } }
            }
        }
        #expect(counter.most == count)
        #expect(counter.done == 40)
    }

    @Test func `blocked threads leave the cooperative pool free`() async {
        let count = ProcessInfo.processInfo.activeProcessorCount * 4
        let threads = BlockingThreads(label: "test", count: count)
        let gate = DispatchSemaphore(value: 0)
        await withTaskGroup { group in
            for _ in 0..<count { group.addTask { await threads.run { gate.wait() } } }
            group.addTask { (0..<count).forEach { _ in gate.signal() } }
        }
    }
}

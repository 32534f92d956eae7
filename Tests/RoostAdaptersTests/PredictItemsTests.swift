import Foundation
import RoostAdapters
import RoostEntities
import Synchronization
import Testing

struct PredictItemsTests {
    @Test(arguments: [0, 1, 7, 8, 9, 1000]) func `every item is answered, in order`(_ count: Int) async throws {
        let contents = (0..<count).map { ItemContent(name: "\($0)", bytes: Array("\($0)".utf8)) }
        let predictions = try await Echo().predictItems(contents)
        #expect(predictions.map { $0.annotations.first?.label } == contents.map(\.name))
    }

    @Test func `an item that cannot be prepared is answered with why, and stops no other`() async throws {
        let contents = ["a", "", "b"].map { ItemContent(name: "text", bytes: Array($0.utf8)) }
        let predictions = try await Echo().predictItems(contents)
        #expect(predictions.map(\.failure) == [nil, "'text' is empty", nil])
    }

    @Test func `an item that fails in the model takes no other of its batch with it`() async throws {
        let contents = ["a", "poison", "b"].map { ItemContent(name: $0, bytes: Array($0.utf8)) }
        let predictions = try await Echo().predictItems(contents)
        #expect(predictions.map(\.failure) == [nil, "the model choked", nil])
        #expect(predictions.compactMap { $0.annotations.first?.label } == ["a", "b"])
    }

    @Test func `an item that cannot be fetched is answered with why`() async throws {
        let done = try await Echo().predictItems(
            Numbers(count: 20),
            total: 20,
            fetch: { number in
                guard number != 5 else { throw RoostError(.notFound, "no such blob") }
                return ItemContent(name: "\(number)", bytes: [65])
            },
            write: { answers in
                for answer in answers { #expect((answer.prediction.failure == "no such blob") == (answer.item == 5)) }
            }
        )
        #expect(done == Execution.Progress(done: 20, failed: 1, total: 20))
    }

    @Test func `memory does not grow with the number of items`() async throws {
        let alive = Counter()
        try await Echo().predictItems(
            Numbers(count: 5000),
            fetch: { number in
                alive.add(1)
                return ItemContent(name: "\(number)", bytes: [65])
            },
            write: { alive.add(-$0.count) }
        )
        #expect(alive.now == 0)
        #expect(alive.most <= 24)
    }

    @Test func `progress is told after each write`() async throws {
        let steps = Steps()
        try await Echo().predictItems(
            Numbers(count: 40),
            total: 40,
            fetch: { ItemContent(name: "\($0)", bytes: [65]) },
            write: { _ in },
            progress: { await steps.append($0.done) }
        )
        let done = await steps.values
        #expect(done == done.sorted())
        #expect(done.last == 40)
    }

    @Test func `a write that fails ends the run with its error`() async {
        await #expect(throws: RoostError.self) {
            try await Echo().predictItems(
                Numbers(count: 100),
                fetch: { ItemContent(name: "\($0)", bytes: [65]) },
                write: { _ in throw RoostError(.unavailable, "the disk is full") }
            )
        }
    }

    @Test func `cancelling ends a run that would never end`() async throws {
        let run = Task {
            try await Echo().predictItems(
                Numbers(count: .max),
                fetch: { ItemContent(name: "\($0)", bytes: [65]) },
                write: { _ in }
            )
        }
        try await Task.sleep(for: .milliseconds(30))
        run.cancel()
        await #expect(throws: CancellationError.self) { try await run.value }
    }

    @Test func `an adapter that answers too few items is found out`() async throws {
        let contents = (0..<3).map { _ in ItemContent(name: "short", bytes: Array("lost".utf8)) }
        let predictions = try await Echo().predictItems(contents)
        #expect(predictions.allSatisfy { $0.failure?.contains("answered 0 of 1 items") == true })
    }
}

private actor Steps {
    private(set) var values: [Int] = []

    func append(_ value: Int) { values.append(value) }
}

private final class Counter: Sendable {
    private let counts = Mutex((now: 0, most: 0))

    var now: Int { counts.withLock { $0.now } }
    var most: Int { counts.withLock { $0.most } }

    func add(_ change: Int) {
        counts.withLock { $0 = ($0.now + change, max($0.most, $0.now + change)) }
    }
}

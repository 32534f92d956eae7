import RoostEntities
import Testing

@testable import RoostAdapters

struct PredictScheduleTests {
    private typealias Schedule = PredictSchedule<String, Int, Int, Prediction>

    /// Takes what can be begun now.
    private func actions(_ schedule: inout Schedule) -> [String] {
        var names: [String] = []
        while let action = schedule.next() {
            switch action {
            case .pull: names.append("pull")
            case .prepare(let number, _): names.append("prepare \(number)")
            case .predict(let numbers, _): names.append("predict \(numbers)")
            case .write(let answers): names.append("write \(answers.map(\.item))")
            }
        }
        return names
    }

    /// Brings in items, named by their number.
    private func pull(_ numbers: Range<Int>, into schedule: inout Schedule) {
        for number in numbers {
            _ = actions(&schedule)
            schedule.handle(.pulled("\(number)"))
        }
    }

    @Test func `items are prepared while more are pulled`() {
        var schedule = Schedule(batchSize: 2)
        #expect(actions(&schedule) == ["pull"])
        schedule.handle(.pulled("a"))
        #expect(actions(&schedule) == ["prepare 0", "pull"])
    }

    @Test func `a batch is made of items in order, however they come out of preparation`() {
        var schedule = Schedule(batchSize: 2)
        pull(0..<4, into: &schedule)
        for number in [3, 1, 2] { schedule.handle(.prepared(number, number, 0)) }
        #expect(actions(&schedule).contains { $0.hasPrefix("predict") } == false)
        schedule.handle(.prepared(0, 0, 0))
        #expect(actions(&schedule) == ["predict [0, 1]", "predict [2, 3]"])
    }

    @Test func `a refused item leaves its place in the batch to the next`() {
        var schedule = Schedule(batchSize: 2)
        pull(0..<3, into: &schedule)
        _ = actions(&schedule)
        schedule.handle(.prepared(0, 0, 0))
        schedule.handle(.refused(1, Prediction(failure: "broken")))
        schedule.handle(.prepared(2, 2, 0))
        #expect(actions(&schedule) == ["predict [0, 2]"])
    }

    @Test func `the last batch may be smaller`() {
        var schedule = Schedule(batchSize: 4)
        pull(0..<1, into: &schedule)
        _ = actions(&schedule)
        schedule.handle(.prepared(0, 0, 0))
        #expect(actions(&schedule) == [])
        schedule.handle(.pulled(nil))
        #expect(actions(&schedule) == ["predict [0]"])
    }

    @Test func `answers are written in order, one write at a time`() {
        var schedule = Schedule(batchSize: 1)
        pull(0..<3, into: &schedule)
        _ = actions(&schedule)
        for number in 0..<2 { schedule.handle(.prepared(number, number, 0)) }
        _ = actions(&schedule)
        schedule.handle(.predicted([1], [Prediction(annotations: [])]))
        #expect(actions(&schedule) == [])
        schedule.handle(.predicted([0], [Prediction(annotations: [])]))
        schedule.handle(.refused(2, Prediction(failure: "broken")))
        #expect(actions(&schedule).first == #"write ["0", "1", "2"]"#)
        schedule.handle(.written)
        #expect(schedule.progress == Execution.Progress(done: 3, failed: 1))
    }

    @Test(arguments: [1, 3, 8]) func `never more items are in memory than the window holds`(_ batchSize: Int) {
        var schedule = Schedule(batchSize: batchSize)
        pull(0..<100, into: &schedule)
        var pulled = 0
        schedule = Schedule(batchSize: batchSize)
        while actions(&schedule).contains("pull") {
            schedule.handle(.pulled("item"))
            pulled += 1
        }
        #expect(pulled == schedule.window)
        #expect(pulled >= batchSize * 3)
    }

    /// Prepares all of `groups`' items at once, and runs whatever can be run until nothing is left.
    private func batches(of groups: [Int], size: Int, ends: Bool = true) -> [[Int]] {
        var schedule = Schedule(batchSize: size)
        var (pulled, batches) = (0, [[Int]]())
        while let action = schedule.next() {
            switch action {
            case .pull where pulled < groups.count:
                schedule.handle(.pulled("\(pulled)"))
                pulled += 1
            case .pull: ends ? schedule.handle(.pulled(nil)) : ()
            case .prepare(let number, _): schedule.handle(.prepared(number, number, groups[number]))
            case .predict(let numbers, _):
                batches.append(numbers)
                schedule.handle(.predicted(numbers, numbers.map { _ in Prediction(annotations: []) }))
            case .write: schedule.handle(.written)
            }
        }
        #expect(!ends || schedule.progress.done == groups.count)
        return batches
    }

    @Test func `a batch is of one group`() {
        #expect(batches(of: [1, 2, 1, 2, 2, 1], size: 2) == [[0, 2], [1, 3], [4], [5]])
    }

    @Test func `an item alone of its group does not wait for ever`() {
        let found = batches(of: [9] + Array(repeating: 1, count: 40), size: 2, ends: false)
        #expect(found.firstIndex(of: [0]) == 6)
        #expect(found.filter { $0.count == 2 }.count == 20)
    }

    @Test(arguments: [1, 2, 5, 8]) func `however many groups there are, every item is answered once`(_ size: Int) {
        let groups = (0..<500).map { ($0 * $0 * 7 + $0 / 3) % 11 }
        let found = batches(of: groups, size: size)
        #expect(found.flatMap { $0 }.sorted() == Array(0..<500))
        #expect(
            found.allSatisfy { batch in batch.allSatisfy { groups[$0] == groups[batch[0]] } && batch == batch.sorted() }
        )
    }
}

import RoostEntities

/// Decides what asking a model about many items does next.
///
/// It is pure: it never waits, reads or computes. Items are numbered in the order they come, and answered in it.
/// Between the first that is not yet written and the last that was begun there are never more than ``window``, which
/// bounds the memory whatever the number of items. Batches are made of items in order, so the same items always make
/// the same batches.
struct PredictSchedule<Item: Sendable, Prepared: Sendable, Answer: ItemAnswer>: Sendable {
    enum Action: Sendable {
        /// Ask the source for an item.
        case pull
        case prepare(Int, Item)
        case predict([Int], [Prepared])
        case write([(item: Item, answer: Answer)])
    }

    enum Event: Sendable {
        /// `nil` at the end of the source.
        case pulled(Item?)
        case prepared(Int, Prepared)
        /// The item is answered already, with the reason why it cannot be predicted.
        case refused(Int, Answer)
        case predicted([Int], [Answer])
        case written
    }

    private enum Stage {
        case preparing
        case prepared(Prepared)
        case predicting
        case answered(Answer)
    }

    let batchSize: Int
    let window: Int

    /// How far it is; only what was written counts as done.
    private(set) var progress: Execution.Progress

    private let batchesAtOnce: Int
    private var slots: [Int: (item: Item, stage: Stage)] = [:]
    /// An item that was pulled and is not yet being prepared.
    private var arrived: Int?
    private var nextItem = 0
    private var nextToBatch = 0
    private var nextToWrite = 0
    private var runningBatches = 0
    private var isPulling = false
    /// What is being written now.
    private var writing: Execution.Progress?
    private var hasEnded = false

    /// Batches have `batchSize` items, but for the last; two at once, so that one is assembled while another runs.
    init(batchSize: Int, batchesAtOnce: Int = 2, window: Int? = nil, total: Int? = nil) {
        self.batchSize = max(1, batchSize)
        self.batchesAtOnce = max(1, batchesAtOnce)
        let least = self.batchSize * (self.batchesAtOnce + 1)
        self.window = max(least, window ?? 16)
        progress = Execution.Progress(total: total)
    }

    /// What to begin now; `nil` when there is nothing until the next event.
    mutating func next() -> Action? {
        if let answers = nextAnswers() {
            let failed = answers.count { $0.answer.failure != nil }
            writing = Execution.Progress(done: answers.count, failed: failed)
            return .write(answers)
        }
        if let (numbers, batch) = nextBatch() {
            runningBatches += 1
            return .predict(numbers, batch)
        }
        if let number = arrived.take(), let slot = slots[number] {
            return .prepare(number, slot.item)
        }
        if !isPulling, !hasEnded, nextItem - progress.done < window {
            isPulling = true
            return .pull
        }
        return nil
    }

    mutating func handle(_ event: Event) {
        switch event {
        case .pulled(let item):
            isPulling = false
            guard let item else {
                hasEnded = true
                return
            }
            slots[nextItem] = (item, .preparing)
            arrived = nextItem
            nextItem += 1
        case .prepared(let number, let prepared):
            slots[number]?.stage = .prepared(prepared)
        case .refused(let number, let answer):
            slots[number]?.stage = .answered(answer)
        case .predicted(let numbers, let answers):
            runningBatches -= 1
            for (number, answer) in zip(numbers, answers) {
                slots[number]?.stage = .answered(answer)
            }
        case .written:
            progress.done += writing?.done ?? 0
            progress.failed += writing?.failed ?? 0
            writing = nil
        }
    }

    /// All answers that are next in line, unless others are being written.
    private mutating func nextAnswers() -> [(item: Item, answer: Answer)]? {
        guard writing == nil else { return nil }
        var answers: [(item: Item, answer: Answer)] = []
        while case .answered(let answer)? = slots[nextToWrite]?.stage, let slot = slots[nextToWrite] {
            answers.append((slot.item, answer))
            slots[nextToWrite] = nil
            nextToWrite += 1
        }
        return answers.isEmpty ? nil : answers
    }

    /// The next items in order, once there are enough that could be prepared, or no more will come.
    private mutating func nextBatch() -> (numbers: [Int], batch: [Prepared])? {
        guard runningBatches < batchesAtOnce else { return nil }
        var numbers: [Int] = []
        var batch: [Prepared] = []
        var number = nextToBatch
        scan: while batch.count < batchSize, number < nextItem {
            switch slots[number]?.stage {
            case .prepared(let prepared):
                numbers.append(number)
                batch.append(prepared)
            case .preparing:
                break scan
            case .predicting, .answered, nil:
                break
            }
            number += 1
        }
        let isLast = hasEnded && number == nextItem
        guard batch.count == batchSize || (isLast && !batch.isEmpty) else { return nil }
        for number in numbers { slots[number]?.stage = .predicting }
        nextToBatch = number
        return (numbers, batch)
    }
}

import RoostEntities

/// Decides what asking a model about many items does next.
///
/// It is pure: it never waits, reads or computes. Items are numbered in the order they come, and answered in it.
/// Between the first that is not yet written and the last that was begun there are never more than ``window``, which
/// bounds the memory whatever the number of items.
///
/// A batch is made of items of one group in order. It is closed when it is full, when an item comes that is ``patience``
/// after its first, or at the end: the same items always make the same batches, and none waits for ever for others of
/// its kind.
struct PredictSchedule<Item: Sendable, Prepared: Sendable, Group: Hashable & Sendable, Answer: ItemAnswer>: Sendable {
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
        case prepared(Int, Prepared, Group)
        /// The item is answered already, with the reason why it cannot be predicted.
        case refused(Int, Answer)
        case predicted([Int], [Answer])
        case written
    }

    private enum Stage {
        case preparing
        case prepared(Prepared, Group)
        case predicting
        case answered(Answer)
    }

    let batchSize: Int
    let window: Int
    /// How many items later than its first a batch still takes others.
    let patience: Int

    /// How far it is; only what was written counts as done.
    private(set) var progress: Execution.Progress

    private let batchesAtOnce: Int
    private var slots: [Int: (item: Item, stage: Stage)] = [:]
    /// An item that was pulled and is not yet being prepared.
    private var arrived: Int?
    private var nextItem = 0
    /// The first item that is in no batch yet, and not refused.
    private var nextToBatch = 0
    /// Batches that take more, by the numbers of their items.
    private var open: [Group: [Int]] = [:]
    /// Batches that can be predicted, in the order in which they were closed.
    private var closed: [[Int]] = []
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
        // While one batch waits for others of its kind, the room left over makes a batch of another.
        patience = self.window - self.batchSize
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
        case .prepared(let number, let prepared, let group):
            slots[number]?.stage = .prepared(prepared, group)
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

    /// The next batch that is closed, unless enough are running.
    private mutating func nextBatch() -> (numbers: [Int], batch: [Prepared])? {
        fillBatches()
        guard runningBatches < batchesAtOnce, !closed.isEmpty else { return nil }
        let numbers = closed.removeFirst()
        var batch: [Prepared] = []
        for number in numbers {
            guard case .prepared(let prepared, _)? = slots[number]?.stage else { continue }
            batch.append(prepared)
            slots[number]?.stage = .predicting
        }
        return (numbers, batch)
    }

    /// Puts every item that is prepared, and all before it, into the batch of its group.
    private mutating func fillBatches() {
        while nextToBatch < nextItem {
            if case .preparing? = slots[nextToBatch]?.stage { return }
            closeBatches(begunBefore: nextToBatch - patience + 1)
            if case .prepared(_, let group)? = slots[nextToBatch]?.stage {
                open[group, default: []].append(nextToBatch)
                if open[group]?.count == batchSize { closed.append(open.removeValue(forKey: group) ?? []) }
            }
            nextToBatch += 1
        }
        if hasEnded { closeBatches(begunBefore: nextItem) }
    }

    /// Closes those whose first item is before `number`, the earliest first.
    private mutating func closeBatches(begunBefore number: Int) {
        let due = open.filter { $0.value[0] < number }
        for (group, numbers) in due.sorted(by: { $0.value[0] < $1.value[0] }) {
            closed.append(numbers)
            open[group] = nil
        }
    }
}

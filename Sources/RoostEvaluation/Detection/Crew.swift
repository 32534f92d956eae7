import RoostThreads

/// Threads, and how many of them one piece of work is spread over.
struct Crew: Sendable {
    let threads: BlockingThreads
    let width: Int

    /// What `work` makes of each part, in the order of the parts.
    func map<Part: Sendable, Value: Sendable>(
        _ parts: [Part],
        _ work: @escaping @Sendable (Part) -> Value
    ) async -> [Value] {
        await withTaskGroup(of: (Int, Value).self) { group in
            for (index, part) in parts.enumerated() {
                group.addTask { (index, await threads.run { work(part) }) }
            }
            var values: [(index: Int, value: Value)] = []
            for await value in group { values.append(value) }
            return values.sorted { $0.index < $1.index }.map(\.value)
        }
    }

    /// Cuts groups into ranges that have about as many members each.
    ///
    /// - Parameters:
    ///   - starts: where each group starts among the members, and the end of the last.
    ///   - width: how many ranges.
    /// - Returns: as many ranges of groups, some of them empty where there are few.
    static func parts(_ starts: [Int], width: Int) -> [Range<Int>] {
        let groups = starts.count - 1
        var parts: [Range<Int>] = []
        var first = 0
        for part in 1...max(1, width) {
            let share = (starts[groups] * part).quotientAndRemainder(dividingBy: max(1, width)).quotient
            var end = first
            while end < groups, part == max(1, width) || starts[end + 1] <= share { end += 1 }
            parts.append(first..<end)
            first = end
        }
        return parts
    }
}

extension DetectionPlan {
    func imageParts(_ width: Int) -> [Range<Int>] { Crew.parts(placesByImage.starts, width: width) }

    func labelParts(_ width: Int) -> [Range<Int>] { Crew.parts(order.labelStarts, width: width) }
}

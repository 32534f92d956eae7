/// The rings around a mask, one for each part of it: along the corners of its pixels, clockwise.
///
/// The holes of a part are cut into its ring: the way leaves the ring straight down to the hole's first corner, goes round
/// the hole and comes back. So a ring covers the same pixels whether rings are joined, as pycocotools has it, or count by
/// even and odd, and needs no others beside it.
struct MaskOutlines {
    private let border: MaskBorder
    /// Which cycle each side is of.
    private var cycles: [Int]
    /// The first side of each cycle, and the last before it comes round.
    private var ends: [(first: MaskBorder.Side, last: MaskBorder.Side)] = []
    /// The area that each cycle goes around; negative for holes.
    private var areas: [Int] = []
    /// The holes that are reached from the start of a side, or from its end, each by the side that ends at its corner.
    private var detours: [Detour: MaskBorder.Side] = [:]

    private struct Detour: Hashable {
        let side: MaskBorder.Side
        let isAtEnd: Bool
    }

    init(_ mask: RunLengths) {
        border = MaskBorder(mask)
        cycles = [Int](repeating: -1, count: border.sideCount)
        findCycles()
        connectHoles()
    }

    /// The rings, each with its corners; the last is joined to the first.
    func rings() -> [[MaskPoint]] {
        ends.indices.filter { areas[$0] > 0 }.map { ring(of: $0) }
    }

    private mutating func findCycles() {
        for seed in 0..<border.sideCount where cycles[seed] < 0 {
            var area = 0
            var (side, last) = (seed, seed)
            while cycles[side] < 0 {
                cycles[side] = ends.count
                let row = border.points(of: side).start.y
                area += side.isMultiple(of: 2) ? -row : row
                last = side
                side = border.next(after: side)
            }
            ends.append((seed, last))
            areas.append(area)
        }
    }

    /// Finds for each hole the way up from its leftmost, topmost corner to what borders on the same part above.
    ///
    /// That is the part's ring or a hole found earlier, so that every way ends at a ring.
    private mutating func connectHoles() {
        var isConnected = [Bool](repeating: false, count: ends.count)
        // Runs come column by column, so the first bottom of a hole is the one at that corner.
        for (place, run) in border.columns.runs.enumerated() {
            let side = 2 * place + 1
            let cycle = cycles[side]
            guard areas[cycle] < 0, !isConnected[cycle] else { continue }
            isConnected[cycle] = true
            let left = border.columns.run(in: run.column - 1, at: run.bottom - 1)
            if let left, border.columns.runs[left].top > run.top {
                detours[Detour(side: 2 * left, isAtEnd: true)] = side
            } else {
                detours[Detour(side: 2 * place, isAtEnd: false)] = side
            }
        }
    }

    /// Goes round one cycle, and round each hole that is reached from it; holes may lead to more of them without end, so
    /// what is still to do is kept in a list.
    private func ring(of cycle: Int) -> [MaskPoint] {
        var ring = RingBuilder()
        var rounds = [Round(side: ends[cycle].first, last: ends[cycle].last, exit: nil)]
        while var round = rounds.popLast() {
            let detour: MaskBorder.Side?
            switch round.stage {
            case .start:
                ring.add(border.points(of: round.side).start)
                detour = detours[Detour(side: round.side, isAtEnd: false)]
                round.stage = .end
            case .end:
                ring.add(border.points(of: round.side).end)
                detour = detours[Detour(side: round.side, isAtEnd: true)]
                round.stage = round.side == round.last ? .done : .start
                round.side = border.next(after: round.side)
            case .done:
                if let exit = round.exit { ring.add(exit) }
                continue
            }
            rounds.append(round)
            guard let detour else { continue }
            let (exit, corner) = (ring.last, border.points(of: detour).end)
            ring.add(corner)
            rounds.append(Round(side: border.next(after: detour), last: detour, exit: exit))
        }
        return ring.closed()
    }

    /// A cycle that is being gone round.
    private struct Round {
        enum Stage { case start, end, done }

        var side: MaskBorder.Side
        let last: MaskBorder.Side
        /// Where it was left for this cycle, and is gone back to.
        let exit: MaskPoint?
        var stage = Stage.start
    }
}

extension RunLengths {
    /// The mask as a polygon: a ring for each part, along the corners of its pixels, its holes cut in.
    ///
    /// `RunLengths(polygon:size:limits:)` makes exactly this mask of it again.
    package var outlines: [[(x: Double, y: Double)]] {
        MaskOutlines(self).rings().map { ring in ring.map { (x: Double($0.x), y: Double($0.y)) } }
    }
}

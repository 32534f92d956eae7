import RoostEntities
import Testing

@testable import RoostMetadataStore

/// Searches of traces against a plain filter and sort of all of them, and what spans make of a trace.
@Suite struct TracesTests {
    typealias Field = TraceSearch.Field
    typealias Rule = @Sendable (Int) -> Bool

    private static let nanoseconds: Int64 = 1_000_000

    /// Thirty traces in two experiments: every third failed, every fifth has a tag, every fourth a span `rare`.
    private func fill(_ metadata: Metadata) async throws -> Identifier<Project> {
        try await metadata.write { transaction in
            let project = try transaction.insertSampleProject()
            for number in 1...2 {
                let name = try Experiment.Name("e\(number)")
                let id = Identifier<Experiment>(seconds: 1, random: 1, counter: UInt32(number))
                try transaction.insertExperiment(id, in: project, name: name, description: "", tags: .none, at: .now)
            }
            for number in 0..<30 { try transaction.insertTrace(number, in: project) }
            return project
        }
    }

    private func found(_ search: TraceSearch, _ metadata: Metadata, in project: Identifier<Project>) async throws
        -> [Int]
    {
        var (found, offset): ([Int], Int?) = ([], 0)
        while let start = offset {
            let page = try await metadata.read { try $0.traces(search, in: project, limit: 4, offset: start) }
            found += page.traces.compactMap { Int($0.id.text.dropFirst(3)) }
            offset = page.next
        }
        return found
    }

    static let conditions: [(Field, SearchTest, Rule)] = [
        (.state, .equals("ERROR"), { $0 % 3 == 0 }), (.id, .among(["tr-1", "tr-7", "tr-99"]), { $0 == 1 || $0 == 7 }),
        (.clientID, .equals("c4"), { $0 == 4 }), (.started, .number(.isAtLeast, 20), { $0 >= 20 }),
        (.duration, .number(.isLess, 3), { $0 < 3 }), (.ended, .number(.isAtMost, 10), { $0 * 2 <= 10 }),
        (.tag("t"), .equals("v0"), { $0 % 5 == 0 && $0 % 2 == 0 }), (.tag("t"), .missing, { $0 % 5 != 0 }),
        (.tag("none"), .equals("x"), { _ in false }),
        (.metadata("m"), .like("1%", ignoringCase: false), { "\($0)".hasPrefix("1") }),
        (.span(.name), .equals("rare"), { $0 % 4 == 0 }), (.span(.status), .equals("ERROR"), { $0 % 8 == 0 }),
        (.span(.content), .like("%text 7%", ignoringCase: true), { $0 == 28 }), (.prompt, .equals("p/3"), { $0 == 3 }),
        (.assessment(.feedback, "mark"), .number(.isGreater, 12), { $0 > 12 && $0 % 2 == 0 }),
        (.assessment(.feedback, "mark"), .equals("12"), { $0 == 12 }), (.issue, .equals("mark"), { _ in false }),
    ]

    @Test(arguments: conditions.indices) func `a condition leaves what it is true of`(_ index: Int) async throws {
        let (field, test, rule) = Self.conditions[index]
        let metadata = try Metadata()
        let project = try await fill(metadata)
        let search = TraceSearch(experiments: [1, 2], conditions: [SearchCondition(field, test)])
        #expect(try await found(search, metadata, in: project) == (0..<30).filter(rule).reversed())
    }

    @Test func `all that is asked of spans has to be true of one span`() async throws {
        let metadata = try Metadata()
        let project = try await fill(metadata)
        let rare = SearchCondition(Field.span(.name), .equals("rare"))
        let failed = SearchCondition(Field.span(.status), .equals("ERROR"))
        let root = SearchCondition(Field.span(.name), .equals("root"))
        let both = TraceSearch(experiments: [1, 2], conditions: [rare, failed])
        #expect(try await found(both, metadata, in: project) == [24, 16, 8, 0])
        let none = TraceSearch(experiments: [1, 2], conditions: [root, failed])
        #expect(try await found(none, metadata, in: project) == [])
    }

    @Test func `a search stays in its experiments, and has what has no value at its end`() async throws {
        let metadata = try Metadata()
        let project = try await fill(metadata)
        let order = [SearchSort(Field.tag("t")), SearchSort(.started)]
        let all = try await found(TraceSearch(experiments: [2], order: order), metadata, in: project)
        let odd = (0..<30).filter { $0 % 2 == 1 }
        #expect(all == odd.filter { $0 % 5 == 0 } + odd.filter { $0 % 5 != 0 })
    }

    @Test func `spans widen a trace until its client has told of the whole`() async throws {
        let metadata = try Metadata()
        let project = try await fill(metadata)
        func add(_ id: UInt64, _ start: Int64, _ end: Int64?, root: Bool = false) async throws -> Trace.Content? {
            try await metadata.write { transaction in
                let spans = TraceSpans(of: try Trace.ID("tr-x"), spans: [.sample(id, root ? nil : 1, start, end)])
                _ = try transaction.putSpans(spans, ofExperiment: 1, in: project)
                return try transaction.trace(Trace.ID("tr-x"), in: project)?.content
            }
        }
        #expect(try await add(2, 500, nil)?.duration == nil)
        let later = try #require(try await add(3, 600, 900))
        #expect(later.startedAt.milliseconds == 500 && later.duration == 400 && later.state == .inProgress)
        let whole = try #require(try await add(1, 400, 1000, root: true))
        #expect(whole.startedAt.milliseconds == 400 && whole.duration == 600 && whole.state == .ok)
        try await metadata.write { transaction in
            let told = Trace.Content(startedAt: .sample, duration: 5, state: .error)
            try transaction.putTrace(Trace.ID("tr-x"), told, ofExperiment: 1, in: project)
        }
        let final = try #require(try await add(4, 1, 90_000))
        #expect(final.startedAt == .sample && final.duration == 5 && final.state == .error)
    }

    @Test func `what is deleted leaves nothing behind`() async throws {
        let metadata = try Metadata()
        let project = try await fill(metadata)
        let gone = try await metadata.write { transaction in
            let one = try transaction.deleteTrace(Trace.ID("tr-4"), ofExperiment: 1, in: project)
            let other = try transaction.deleteTrace(Trace.ID("tr-5"), ofExperiment: 1, in: project)
            let old = try transaction.deleteTraces(ofExperiment: 2, until: Timestamp(milliseconds: 9), limit: 3)
            return (one, other, old)
        }
        #expect(gone == (true, false, 3))
        let tables = ["traceSpan", "traceTag", "traceMetadata", "traceAssessment", "tracePrompt", "traceRun"]
        for table in tables {
            let lost = "SELECT count(*) FROM \(table) WHERE traceKey NOT IN (SELECT key FROM trace)"
            #expect(try await metadata.read { try $0.connection.value(lost) } == 0)
        }
        #expect(try await found(TraceSearch(experiments: [2]), metadata, in: project).min() == 7)
    }
}

extension Timestamp {
    fileprivate static let sample = Timestamp(milliseconds: 77)
}

extension TraceSpan {
    /// Times in milliseconds.
    fileprivate static func sample(
        _ id: UInt64,
        _ parent: UInt64?,
        _ start: Int64,
        _ end: Int64?,
        name: String = "root",
        status: Status = .ok,
        content: String = "{}"
    ) -> TraceSpan {
        TraceSpan(
            id: id,
            parentID: parent,
            name: name,
            type: "LLM",
            status: status,
            startedAt: start * 1_000_000,
            endedAt: end.map { $0 * 1_000_000 },
            content: content
        )
    }
}

extension WriteTransaction {
    /// Trace `tr-<number>` began in that millisecond and took as many; even ones are of experiment 1.
    fileprivate func insertTrace(_ number: Int, in project: Identifier<Project>) throws {
        let id = try Trace.ID("tr-\(number)")
        let content = Trace.Content(
            clientID: "c\(number)",
            startedAt: Timestamp(milliseconds: Int64(number)),
            duration: Int64(number),
            state: number % 3 == 0 ? .error : .ok,
            metadata: ["m": "\(number)"],
            tags: number % 5 == 0 ? ["t": "v\(number % 2)"] : [:]
        )
        try putTrace(id, content, ofExperiment: number % 2 == 0 ? 1 : 2, in: project)
        var spans = TraceSpans(of: id, spans: [.sample(1, nil, 1, 2)])
        if number % 4 == 0 {
            let text = #"{"a": "Text \#(number / 4)"}"#
            let status = number % 8 == 0 ? TraceSpan.Status.error : .ok
            spans.spans.append(.sample(2, 1, 1, 2, name: "rare", status: status, content: text))
        }
        let place = try #require(try putSpans(spans, ofExperiment: 1, in: project))
        try link(place, toPrompt: "p/\(number)")
        guard number % 2 == 0 else { return }
        let draft = TraceAssessment.Draft(
            name: "mark",
            kind: .feedback,
            content: ["value": .integer(Int64(number))],
            source: .init(type: "CODE", id: nil),
            createdAt: .sample
        )
        let assessment = TraceAssessment(id: try .init("a-1"), draft: draft, isValid: true, updatedAt: .sample)
        try putAssessment(assessment, of: place)
    }
}

import RoostEntities
import RoostEvaluation
import Testing

struct ComparingTests {
    /// Two versions on the items of `Fixtures/comparison.json`, with or without what they said of the truth.
    private func compare(_ metric: String = "accuracy", seed: UInt64 = 0, detailed: Bool = true) throws -> Comparison {
        let fixture = try Fixture.load("comparison", as: ComparisonCase.self)
        var comparing = try Comparing(versions: ["digits:1", "mine:2"], metric: metric, seed: seed)
        for (item, truth) in fixture.truth.enumerated() {
            let answers = fixture.versions.map { version in
                Comparing.Answer(
                    "\(version.predicted[item])",
                    truthRank: version.ranks[item],
                    truthProbability: version.probabilities[item]
                )
            }
            if detailed {
                try comparing.add(truth: "\(truth)", answers: answers)
            } else {
                try comparing.add(truth: "\(truth)", predicted: answers.map(\.label))
            }
        }
        return try comparing.comparison()
    }

    @Test func `values and intervals equal scipy's bootstrap as well as seeds let them`() throws {
        let fixture = try Fixture.load("comparison", as: ComparisonCase.self)
        let comparison = try compare()
        let subjects = [
            "first": comparison.versions[0].metrics, "second": comparison.versions[1].metrics,
            "difference": comparison.pairs[0].differences,
        ]
        for expected in fixture.intervals {
            let found = try #require(subjects[expected.subject]?[expected.metric])
            #expect(abs(found.value - expected.value) < 1e-9)
            // Five deviations of one seed's bound: a right interval is further off once in a million times.
            let (lower, upper) = (try #require(found.lower), try #require(found.upper))
            #expect(abs(lower - expected.lower) < 5 * expected.lowerDeviation, "\(expected.metric)")
            #expect(abs(upper - expected.upper) < 5 * expected.upperDeviation, "\(expected.metric)")
        }
    }

    @Test func `the same seed gives the same intervals, in whatever order items come`() throws {
        var orders: [Comparison] = []
        for cells in [[("a", "a", "b", 30), ("b", "a", "b", 20)], [("b", "a", "b", 20), ("a", "a", "b", 30)]] {
            var comparing = try Comparing(versions: ["x:1", "y:1"], resamples: 200, seed: 3)
            for cell in cells { try comparing.add(truth: cell.0, predicted: [cell.1, cell.2], count: cell.3) }
            orders.append(try comparing.comparison())
        }
        #expect(orders[0] == orders[1])
        #expect(try compare(seed: 1) != compare(seed: 2))
    }

    @Test func `without probabilities there is no log loss to compare by`() throws {
        let comparison = try compare(detailed: false)
        #expect(comparison.versions[0].metrics["log_loss"] == nil)
        #expect(
            comparison.versions[0].metrics["f1_macro"]?.value == (try compare().versions[0].metrics["f1_macro"]?.value)
        )
        for metric in ["log_loss", "top_2_accuracy"] {
            #expect(throws: RoostError.self) { try compare(metric, detailed: false) }
        }
    }

    @Test func `of log losses the lowest wins`() throws {
        var comparing = try Comparing(versions: ["sure:1", "unsure:1"], metric: "log_loss", resamples: 200)
        for item in 0..<200 {
            let (sure, unsure) = (item.isMultiple(of: 9) ? 0.75 : 0.9375, 0.625)
            try comparing.add(
                truth: "a",
                answers: [sure, unsure].map { Comparing.Answer("a", truthRank: 1, truthProbability: $0) }
            )
        }
        let verdict = try comparing.comparison().verdict
        #expect(verdict.winner == 0)
        #expect(verdict.words.hasPrefix("sure:1 is better than unsure:1 on log_loss by 0.3"))
    }

    @Test func `a label that no version knows costs as much as a certain mistake`() throws {
        var comparing = try Comparing(versions: ["a:1"], metric: "top_1_accuracy", resamples: 100)
        try comparing.add(truth: "x", answers: [Comparing.Answer("a", truthRank: nil, truthProbability: nil)])
        let metrics = try comparing.comparison().versions[0].metrics
        #expect(abs((metrics["log_loss"]?.value ?? 0) - 36.04365338911715) < 1e-9)
        #expect(metrics["top_1_accuracy"]?.value == 0)
        #expect(throws: RoostError.self) {
            try comparing.add(truth: "x", answers: [Comparing.Answer("a", truthRank: 0, truthProbability: 2)])
        }
    }

    @Test func `what was fixed and broken is counted`() throws {
        var comparing = try Comparing(versions: ["x:1", "y:1"], resamples: 100)
        try comparing.add(truth: "a", predicted: ["a", "a"], count: 50)
        try comparing.add(truth: "a", predicted: ["b", "a"], count: 4)
        try comparing.add(truth: "a", predicted: ["a", "b"], count: 1)
        try comparing.add(truth: "a", predicted: ["b", "c"], count: 7)
        let pair = try #require(comparing.comparison().pairs.first)
        #expect([pair.bothRight, pair.fixed, pair.broken, pair.stillWrong] == [50, 4, 1, 7])
    }

    @Test func `McNemar's test equals statsmodels'`() throws {
        struct Cases: Decodable {
            let cases: [Case]
            struct Case: Decodable {
                let fixed: Int
                let broken: Int
                let p: Double
                let statistic: Double?
            }
        }
        for expected in try Fixture.load("mcnemar", as: Cases.self).cases {
            let test = Comparison.McNemar(fixed: expected.fixed, broken: expected.broken)
            #expect(abs(test.p - expected.p) < 1e-9)
            #expect((test.method == .exact) == (expected.statistic == nil))
            #expect(abs((test.statistic ?? 0) - (expected.statistic ?? 0)) < 1e-9)
        }
        #expect(Comparison.McNemar(fixed: 30, broken: 30).p == 1)
    }

    @Test func `random numbers are those of xoshiro256**`() throws {
        struct Cases: Decodable {
            let cases: [Case]
            struct Case: Decodable {
                let seed: UInt64
                let outputs: [UInt64]
            }
        }
        for expected in try Fixture.load("xoshiro", as: Cases.self).cases {
            var generator = Xoshiro256(seed: expected.seed)
            #expect(expected.outputs.map { _ in generator.next() } == expected.outputs)
        }
    }

    @Test func `small numbers are drawn equally often`() {
        var generator = Xoshiro256(seed: 1)
        var counts = [Int](repeating: 0, count: 6)
        for _ in 0..<60_000 { counts[Int(generator.next(below: 6))] += 1 }
        // The chi-square of five degrees of freedom is above 25.7 once in 10,000 times.
        #expect(counts.reduce(0.0) { $0 + (Double($1) - 10_000) * (Double($1) - 10_000) / 10_000 } < 25.7)
    }
}

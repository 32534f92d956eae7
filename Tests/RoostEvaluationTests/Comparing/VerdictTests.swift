import RoostEntities
import RoostEvaluation
import Testing

struct VerdictTests {
    /// Versions of which each is right on so many of 1,000 items, the later ones on all that the earlier are.
    private func compare(
        right: [Int],
        metric: String = "accuracy",
        userMetrics: [UserMetric] = []
    ) throws -> Comparison {
        let names = right.indices.map { "mine:\($0 + 1)" }
        var comparing = try Comparing(versions: names, metric: metric, userMetrics: userMetrics, resamples: 500)
        for item in 0..<1_000 {
            try comparing.add(
                truth: item.isMultiple(of: 2) ? "a" : "b",
                predicted: right.map { item < $0 ? (item.isMultiple(of: 2) ? "a" : "b") : "c" }
            )
        }
        return try comparing.comparison()
    }

    @Test func `a clear difference has a winner, and the words say by how much`() throws {
        let verdict = try compare(right: [900, 920]).verdict
        #expect(verdict.winner == 1)
        #expect(verdict.words.hasPrefix("mine:2 is better than mine:1 on accuracy by 2.0 points (95 % interval 1."))
        #expect(verdict.words.hasSuffix("; McNemar p < 0.0001)"))
    }

    @Test func `a difference that may be chance has no winner`() throws {
        let verdict = try compare(right: [900, 903]).verdict
        #expect(verdict.winner == nil)
        #expect(
            verdict.words.hasPrefix("no winner on accuracy: mine:2 leads mine:1 by 0.3 points, which may be chance")
        )
        #expect(verdict.words.hasSuffix("McNemar p = 0.25)"))
    }

    @Test func `versions that are right alike are equal`() throws {
        let verdict = try compare(right: [900, 900]).verdict
        #expect(verdict.winner == nil)
        #expect(verdict.words.hasPrefix("no winner on accuracy: mine:1 equals mine:2 ("))
    }

    @Test func `a winner is better than every other`() throws {
        #expect(try compare(right: [900, 960, 930]).verdict.winner == 1)
        let close = try compare(right: [900, 960, 958]).verdict
        #expect(close.winner == nil)
        #expect(close.words.hasSuffix("it is better than the other 1"))
    }

    @Test(arguments: [
        "f1_macro", "balanced_accuracy", "mcc", "kappa", "recall(\"a\")", "0.5 * recall(\"a\") + accuracy",
    ])
    func `a verdict goes by any number that counts suffice for`(_ metric: String) throws {
        let comparison = try compare(right: [900, 940], metric: metric)
        #expect(comparison.verdict.winner == 1)
        #expect(!comparison.verdict.words.contains("McNemar"))
        #expect(comparison.versions[0].metrics[metric]?.lower != nil)
    }

    @Test func `a verdict goes by a user's metric`() throws {
        let metrics = try [
            UserMetric(name: "sum", expression: MetricExpression("recall(\"a\") + recall(\"b\")")),
            UserMetric(name: "halves", expression: MetricExpression("sum / 2")),
            UserMetric(name: "calibrated", expression: MetricExpression("1 - ece")),
        ]
        let comparison = try compare(right: [900, 940], metric: "halves", userMetrics: metrics)
        #expect(comparison.verdict.winner == 1)
        #expect(abs((comparison.versions[0].metrics["halves"]?.value ?? 0) - 0.9) < 1e-9)
        #expect(throws: RoostError.self) { try compare(right: [9], metric: "calibrated", userMetrics: metrics) }
    }

    @Test(arguments: ["log_loss", "recall(\"z\")", "accuracy > 0.5", "champion.accuracy", "accuracy +"])
    func `what there is no test for is refused`(_ metric: String) {
        #expect(throws: RoostError.self) { try compare(right: [900, 940], metric: metric) }
    }

    @Test func `nothing in common has no winner`() throws {
        let comparison = try Comparing(versions: ["a:1", "b:1"]).comparison()
        #expect(comparison.count == 0)
        #expect(comparison.verdict.winner == nil)
        #expect(comparison.pairs[0].mcNemar?.p == 1)
    }

    @Test func `one version alone has its intervals`() throws {
        let comparison = try compare(right: [900])
        #expect(comparison.pairs.isEmpty)
        #expect(comparison.versions[0].metrics["accuracy"]?.value == 0.9)
        #expect(comparison.verdict.words == "no winner on accuracy: there is only mine:1")
    }

    @Test func `numbers out of bounds are refused`() throws {
        #expect(throws: RoostError.self) { try Comparing(versions: []) }
        #expect(throws: RoostError.self) { try Comparing(versions: ["a:1"], resamples: 1) }
        #expect(throws: RoostError.self) { try Comparing(versions: ["a:1"], resamples: 1_000_000) }
        var comparing = try Comparing(versions: ["a:1", "b:1"])
        #expect(throws: RoostError.self) { try comparing.add(truth: "a", predicted: ["a"]) }
        #expect(throws: RoostError.self) { try comparing.add(truth: "a", predicted: ["a", "a"], count: .max) }
    }
}

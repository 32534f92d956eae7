import RoostEntities
import Testing

struct GateTests {
    private let candidate = ["accuracy": 0.95, "f1_macro": 0.9, #"recall("3")"#: 0.7, "failed": 0, "champions": 3]
    private let incumbent = ["accuracy": 0.96, "f1_macro": 0.85, #"recall("3")"#: 0.8]

    @Test(arguments: [
        ("accuracy >= champion - 0.01", true), ("accuracy >= champion - 0.005", false),
        ("champion <= accuracy", false), ("accuracy - champion >= -0.02", true), ("f1_macro > incumbent", true),
        ("accuracy >= champion.accuracy", false), ("candidate.accuracy < incumbent.accuracy", true),
        (#"recall("3") >= champion * 0.8"#, true), (#"recall("3") >= champion.recall("3")"#, false),
        ("min(accuracy, f1_macro) >= champion.f1_macro", true), ("failed == 0 and f1_macro > champion", true),
        ("accuracy > champion or f1_macro > champion", true), ("not accuracy < champion", false),
        ("champions > 2", true),
    ])
    func `a gate holds or it does not`(_ text: String, _ holds: Bool) throws {
        #expect(try Gate(text).decide(candidate: candidate, incumbent: incumbent).holds == holds)
    }

    @Test func `a decision is explained with its numbers`() throws {
        let gate = try Gate("accuracy >= champion - 0.005 and failed == 0")
        let decision = gate.decide(candidate: candidate, incumbent: incumbent)
        #expect(
            decision.explanation
                == "the gate does not hold: accuracy >= champion - 0.005 is false (0.95 >= 0.955, champion.accuracy = 0.96); "
                + "failed == 0 is true (0 == 0)"
        )
        #expect(decision.checks.map(\.outcome) == [.fails, .holds])
        #expect(decision.checks.map(\.comparison) == ["accuracy >= champion - 0.005", "failed == 0"])
    }

    @Test(arguments: ["accuracy >= champion", "not accuracy >= champion", "accuracy > 0.9 and f1_macro >= incumbent"])
    func `without an incumbent, what mentions it is left out`(_ text: String) throws {
        let decision = try Gate(text).decide(candidate: candidate, incumbent: nil)
        #expect(decision.holds)
        #expect(decision.explanation.contains("is left out, as 'champion' points at no version yet"))
    }

    @Test func `without an incumbent, the rest still counts`() throws {
        let gate = try Gate("accuracy > 0.99 and accuracy >= champion")
        #expect(!gate.decide(candidate: candidate, incumbent: nil).holds)
    }

    @Test(arguments: [
        "acuracy > 0.5", "accuracy > 0.5 or acuracy > 0.5", "accuracy / failed > 1", "failed >= champion",
    ])
    func `a gate that needs what is not there lets nothing through`(_ text: String) throws {
        let decision = try Gate(text).decide(candidate: candidate, incumbent: incumbent)
        #expect(!decision.holds)
        #expect(decision.checks.map(\.outcome).contains(.undecidable))
        #expect(decision.explanation.contains("cannot be decided"))
    }

    @Test(arguments: [
        "accuracy", "champion > 0.5", "accuracy + f1_macro > champion", "staging.accuracy < accuracy", "accuracy >= ",
        "",
    ])
    func `what is no gate is refused`(_ text: String) {
        #expect(throws: RoostError.self) { try Gate(text) }
    }

    @Test func `an explanation is one line`() throws {
        let decision = try Gate("accuracy\n>=\r\tchampion").decide(candidate: candidate, incumbent: incumbent)
        #expect(decision.checks.map(\.comparison) == ["accuracy >=  champion"])
        #expect(decision.explanation.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }

    @Test func `the incumbent is called by the alias that is to move`() throws {
        let gate = try Gate("accuracy >= staging", alias: Alias("staging"))
        let decision = gate.decide(candidate: candidate, incumbent: incumbent)
        #expect(decision.explanation.contains("staging.accuracy = 0.96"))
        #expect(throws: RoostError.self) { try Gate("accuracy >= champion.accuracy", alias: Alias("staging")) }
    }
}

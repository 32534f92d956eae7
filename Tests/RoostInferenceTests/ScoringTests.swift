import RoostInference
import Testing

struct ScoringTests {
    // softmax and expit of scipy 1.17.1
    @Test func `scores equal scipy's`() {
        let outputs: [Float] = [1, 2, 3]
        let softmax = [0.09003057317038046, 0.24472847105479764, 0.6652409557748218]
        let sigmoid = [0.7310585786300049, 0.8807970779778823, 0.9525741268224334]
        for (score, expected) in zip(Scoring.softmax.scores(of: outputs), softmax) {
            #expect(abs(score - expected) < 1e-15)
        }
        for (score, expected) in zip(Scoring.sigmoid.scores(of: outputs), sigmoid) {
            #expect(abs(score - expected) < 1e-15)
        }
        #expect(Scoring.none.scores(of: outputs) == [1, 2, 3])
    }

    @Test func `outputs however large give finite scores`() {
        let outputs: [Float] = [.greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e30]
        #expect(Scoring.softmax.scores(of: outputs) == [1, 0, 0])
        #expect(Scoring.sigmoid.scores(of: outputs) == [1, 0, 1])
    }

    @Test func `no outputs give no scores`() {
        for scoring in Scoring.allCases { #expect(scoring.scores(of: [Float]()).isEmpty) }
    }
}

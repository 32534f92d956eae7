import Testing

@testable import RoostHuggingFace

struct HeadGeneratorTests {
    /// The first outputs for seed 1234567 as Rosetta Code lists them under "Pseudo-random numbers/Splitmix64".
    @Test func `the generator is SplitMix64`() {
        var generator = HeadGenerator(seed: 1_234_567)
        let expected: [UInt64] = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        for bits in expected { #expect(generator.uniform() == Double(bits >> 11) * 0x1p-53) }
    }

    @Test func `normal parameters have the wanted deviation, uniform ones the wanted bound`() {
        var generator = HeadGenerator(seed: 0)
        let head = ClassificationHead(name: "h", features: 400, initialization: .normal(std: 0.02))
        let normal = generator.parameters(head, labels: 100)
        let variance = normal.weights.map { Double($0) * Double($0) }.reduce(0, +) / 40_000
        #expect(abs(variance.squareRoot() - 0.02) < 0.0005)
        #expect(normal.biases.allSatisfy { $0 == 0 })
        let uniform = generator.parameters(.init(name: "h", features: 400, initialization: .uniform), labels: 100)
        #expect(uniform.weights.allSatisfy { abs($0) <= 0.05 })
        #expect(uniform.weights.contains { $0 > 0.0495 } && uniform.weights.contains { $0 < -0.0495 })
        #expect(uniform.biases.contains { $0 != 0 })
    }
}

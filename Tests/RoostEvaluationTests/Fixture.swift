import Foundation
import Testing

/// The expected numbers that `Fixtures/make_classification.py` made.
enum Fixture {
    static func load<Content: Decodable>(_ name: String, as type: Content.Type = Content.self) throws -> Content {
        let bundled = Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures")
        guard let url = bundled else { throw CocoaError(.fileNoSuchFile) }
        return try JSONDecoder().decode(Content.self, from: Data(contentsOf: url))
    }
}

struct ClassificationCases: Decodable {
    let unit: Double
    let cases: [Case]

    struct Case: Decodable, CustomTestStringConvertible {
        let name: String
        /// How many classes the version has; the truth may have more.
        let known: Int
        let truth: [Int]
        /// Probabilities times the unit, by item and class.
        let units: [[Int]]
        let metrics: [String: Double]
        let perClass: [PerClass]
        let confusion: [[Int]]
        /// How many answers each calibration bin has.
        let bins: [Int]

        var testDescription: String { name }
    }

    struct PerClass: Decodable {
        let support: Int
        let precision: Double
        let recall: Double
        let f1: Double
        let rocAUC: Double?
        let averagePrecision: Double?
        /// False positive rates, true positive rates.
        let roc: [[Double]]?
        /// Recalls, precisions.
        let precisionRecall: [[Double]]?
    }
}

struct ComparisonCase: Decodable {
    let truth: [Int]
    let versions: [Version]
    let intervals: [Interval]

    /// By item.
    struct Version: Decodable {
        let predicted: [Int]
        /// Of the truth.
        let ranks: [Int]
        let probabilities: [Double]
    }

    struct Interval: Decodable {
        /// `first`, `second` or `difference`.
        let subject: String
        let metric: String
        let value: Double
        let lower: Double
        let upper: Double
        /// How far a bound lies from its mean over 40 seeds.
        let lowerDeviation: Double
        let upperDeviation: Double
    }
}

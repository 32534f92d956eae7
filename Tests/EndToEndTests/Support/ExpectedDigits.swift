import Foundation

/// What transformers says about the test images of `Examples/digits`; `expected.json` names the versions.
struct ExpectedDigits: Decodable {
    struct Prediction: Decodable {
        let image: String
        let label: String
        let score: Double
    }

    let predictions: [Prediction]

    static func load() throws -> ExpectedDigits {
        let data = try Data(contentsOf: Program.digits.appending(path: "expected.json"))
        return try JSONDecoder().decode(ExpectedDigits.self, from: data)
    }
}

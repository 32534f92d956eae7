import Foundation
import RoostEntities
import RoostTestSupport
import Testing

@testable import RoostLearning

/// A problem that `Fixtures/make.py` made, and what torch and scikit-learn say about it.
struct Reference: Decodable, Sendable {
    let name: String
    let labels: Int
    let l2: Double
    let balanced: Bool
    let features: [[Float]]
    let targets: [Int]
    let point: [Double]
    let value: Double
    let gradient: [Double]
    let minimum: Double
    let predictions: [Int]

    static let names = ["plain", "balanced", "two labels", "several blocks"]

    static func named(_ name: String) throws -> Reference {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/softmax", withExtension: "json"))
        let all = try JSONDecoder().decode([Reference].self, from: Data(contentsOf: url))
        return try #require(all.first { $0.name == name })
    }

    /// The features as a file of their own for as long as `body` runs.
    func withMatrix<Value>(_ body: (FeatureMatrix) async throws -> Value) async throws -> Value {
        try await withTemporaryFolder { folder in
            let key = FeatureKey(
                model: try Digest(String(repeating: "a", count: 64)),
                snapshot: try Digest(String(repeating: "b", count: 64)),
                subset: .train,
                preprocessing: name,
                batchSize: 8
            )
            let cache = FeatureCache(folder: folder)
            let width = try #require(features.first).count
            var writer = try cache.writer(for: key, rowCount: features.count, features: width)
            try writer.append(features)
            try writer.publish()
            let matrix = try #require(try cache.matrix(for: key, rowCount: features.count, features: width))
            return try await body(matrix)
        }
    }

    /// The settings under which the reference was fitted: to the end, all items learnt from.
    var settings: HeadSettings {
        var settings = HeadSettings()
        settings.l2 = l2
        settings.classWeights = balanced ? .balanced : .none
        settings.patience = 0
        settings.maximumIterations = 1000
        settings.tolerance = 1e-6
        return settings
    }

    func problem(_ matrix: FeatureMatrix, _ settings: HeadSettings? = nil, seed: UInt64 = 0) async throws -> HeadProblem
    {
        try await HeadProblem(
            HeadProblem.Items(matrix, targets: targets),
            validation: nil,
            labelCount: labels,
            settings: settings ?? self.settings,
            seed: seed,
            on: TestRuntime.load()
        )
    }
}

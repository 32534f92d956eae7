import Foundation
import RoostClient

/// What transformers and pycocotools say about the test pictures of `Examples/shapes`; `expected.json` names the
/// versions.
struct ExpectedShapes: Decodable {
    struct Picture: Decodable {
        struct Object: Decodable {
            let label: String
            let score: Double
            /// Left, top, right, bottom.
            let box: [Double]
        }

        let image: String
        let objects: [Object]
    }

    /// By the names that Roost gives them.
    let detection: [String: Double]
    let images: [Picture]

    static let folder = Program.repository.appending(path: "Examples/shapes")

    static func load() throws -> ExpectedShapes {
        let data = try Data(contentsOf: folder.appending(path: "expected.json"))
        return try JSONDecoder().decode(ExpectedShapes.self, from: data)
    }
}

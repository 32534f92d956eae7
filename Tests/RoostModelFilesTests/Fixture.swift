import Foundation
import RoostModelFiles
import Testing

/// Files beside the tests; `Fixtures/make.py` says what wrote them.
enum Fixture {
    /// What the real MLflow wrote of a model.
    static func mlmodel(_ name: String) throws -> MLmodel {
        let place = try #require(Bundle.module.resourceURL).appending(path: "Fixtures/\(name).MLmodel")
        return try MLmodel(yaml: Data(contentsOf: place))
    }
}

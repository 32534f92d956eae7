import HTTPTypes
import RoostEntities
import RoostOperations

/// Logged models, of which there are none yet: clients look for some whenever they list a folder of a run.
struct LoggedModelRoutes: Sendable {
    let tracking: Tracking

    var table: [MLflowRoute] {
        [MLflowRoute(.post, "logged-models/search", search)]
    }

    private func search(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        for text in try fields.texts("experiment_ids") { _ = try Fields.experimentNumber(text) }
        _ = try fields.pageLimit(ofAtMost: 50_000, otherwise: 100)
        return .nothing
    }
}

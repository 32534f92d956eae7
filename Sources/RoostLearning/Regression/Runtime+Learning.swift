import RoostEntities
import RoostONNXRuntime

extension Runtime {
    /// A session that computes with the caller's thread alone, so that its results do not depend on how many there are.
    func sessionForLearning(_ model: [UInt8]) async throws(RoostError) -> Session {
        do {
            return try await session(model: model, options: SessionOptions(weights: .mapped, threads: 1))
        } catch {
            throw RoostError(.internal, "the graph of softmax regression was refused: \(error.message)", cause: error)
        }
    }
}

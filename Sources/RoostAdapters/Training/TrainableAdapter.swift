import Foundation
import RoostEntities

/// A kind of model that can learn from a dataset.
///
/// The author writes how it learns and how it is saved; ``trainModel(_:_:observe:)`` does what is around that.
package protocol TrainableAdapter<Engine>: ModelAdapter {
    /// What training gives, before it is saved.
    associatedtype Trained: TrainingOutcome

    /// Loads the model in `folder` to be trained, even if it cannot predict yet.
    static func loadForTraining(_ folder: URL, on engine: Engine) async throws -> Self

    /// All settings: those given, checked, and the defaults of the others.
    ///
    /// - Throws: ``RoostError`` naming the setting that is unknown or out of range.
    static func settings(completing given: [String: JSONValue]) throws(RoostError) -> [String: JSONValue]

    /// Learns from `data`; goes on from what `folder` holds of an earlier start of the same job.
    func train(
        _ data: TrainingData,
        _ job: TrainingJob,
        in folder: TrainingFolder,
        observe: @escaping TrainingObserver
    ) async throws -> Trained

    /// Writes the files of the new model into an empty folder: all it needs, in the form it was loaded from.
    func save(_ trained: Trained, to folder: URL) async throws
}

/// What the platform must know of any training's result.
package protocol TrainingOutcome: Sendable {
    var labels: [String] { get }
    var summary: TrainingSummary { get }
}

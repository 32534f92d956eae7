import Foundation
import RoostEntities

/// What an author writes to bring a kind of model to Roost; everything around it is the platform's.
///
/// Loading happens once. Then items are prepared one by one, many at a time and on threads that may block, and predicted
/// in batches: see ``predictItems(_:total:options:fetch:write:progress:)`` for what calls these and when.
package protocol ModelAdapter<Engine>: Sendable {
    /// What models of this kind run on, such as a loaded ONNX Runtime; handed in when one is loaded.
    associatedtype Engine: Sendable

    /// An item ready for the model. A batch of them waits in memory, so keep it small.
    associatedtype Prepared: Sendable

    /// What items have in common that may be seen by the model at once, such as the size of images.
    associatedtype Group: Hashable & Sendable = OneGroup

    /// What `roost` and its users call this kind of model, such as `hugging-face`.
    static var name: String { get }

    /// What it is among models of this kind, such as `detector`.
    static var role: String { get }

    /// Loads the model in `folder`; what it throws names the file and what is wrong with it.
    static func load(_ folder: URL, on engine: Engine) async throws -> Self

    /// What the model can do; the first is done unless another is asked for.
    var tasks: [ModelTask] { get }

    /// What the model can say, in the order of its outputs.
    var labels: [String] { get }

    /// What the user should know about the model as it was loaded, in whole sentences.
    var warnings: [String] { get }

    /// How many items the model likes to see at once; 1 when it can only take one.
    var batchSize: Int { get }

    /// Decodes an item and makes it what the model takes. May block; what it throws is reported for this item alone.
    func prepare(_ content: ItemContent) throws -> Prepared

    /// Which items `prepared` may share a batch with: those of the same group.
    func group(of prepared: Prepared) -> Group

    /// One prediction for each of `batch`, in its order. Must not block the thread it is called on.
    func predict(_ batch: [Prepared], options: PredictOptions) async throws -> [Prediction]
}

extension ModelAdapter {
    /// Classification, as most models do.
    package var tasks: [ModelTask] { [.imageClassification] }

    /// Which of ``tasks`` is meant.
    ///
    /// - Throws: `invalidArgument` when the model cannot do what is asked for.
    package func task(for answers: AnswerOptions) throws(RoostError) -> ModelTask {
        guard let task = answers.task ?? tasks.first, tasks.contains(task) else {
            let known = tasks.map(\.rawValue).joined(separator: ", ")
            throw RoostError(
                .invalidArgument,
                "the model cannot do \(answers.task?.rawValue ?? "anything"); ask for one of \(known)"
            )
        }
        return task
    }
}

/// The only group of a model that takes any items together.
package struct OneGroup: Hashable, Sendable {
    package init() {}
}

extension ModelAdapter where Group == OneGroup {
    package func group(of prepared: Prepared) -> OneGroup { OneGroup() }
}

import RoostEntities

/// What an item is answered with: what the model made of it, or why that failed.
package protocol ItemAnswer: Sendable {
    init(failure: String)

    /// Why there is no answer; `nil` when there is one.
    var failure: String? { get }
}

extension Prediction: ItemAnswer {}

/// How probable each of a model's labels is for one item.
package struct Probabilities: ItemAnswer, Hashable {
    /// One for each of the model's labels, in their order; empty when it failed.
    package let values: [Float]
    package let failure: String?

    package init(_ values: [Float]) {
        self.values = values
        failure = nil
    }

    package init(failure: String) {
        values = []
        self.failure = failure
    }
}

/// What the caller wants of a prediction.
package struct PredictOptions: Hashable, Sendable {
    /// How many answers an item gets at most, the most confident first.
    package var top: Int

    package init(top: Int = 1) {
        self.top = max(1, top)
    }
}

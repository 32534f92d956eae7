import RoostEntities

/// What a worker found about one item of a dataset or one loose image.
package struct ExecutionResult: Sendable, Codable, Hashable {
    /// Of an execution over a dataset.
    package var itemID: Identifier<Item>?
    /// Of an execution over loose images: the place in its input, from 0.
    package var index: Int?
    package var prediction: Prediction

    package init(itemID: Identifier<Item>, prediction: Prediction) {
        self.itemID = itemID
        self.prediction = prediction
    }

    package init(index: Int, prediction: Prediction) {
        self.index = index
        self.prediction = prediction
    }
}

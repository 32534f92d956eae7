import RoostEntities

/// What the caller wants of a prediction.
package struct PredictOptions: Hashable, Sendable {
    /// How many labels an image gets at most, the most confident first.
    package var top: Int
    /// What is wanted of the objects and segments found.
    package var answers: AnswerOptions

    package init(top: Int = 1, answers: AnswerOptions = AnswerOptions()) {
        self.top = max(1, top)
        self.answers = answers
    }
}

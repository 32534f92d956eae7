import RoostEntities

/// How a new head is fitted.
package struct HeadSettings: Sendable, Hashable {
    /// What the items of a label count together.
    package enum ClassWeights: String, Sendable, Hashable, CaseIterable {
        /// As many as they are.
        case none
        /// Each label the same: an item counts `n / (k * items of its label)`, as scikit-learn's `balanced`.
        case balanced
    }

    /// What each line search tries first.
    package var learningRate = 1.0
    package var l2 = 1e-4
    package var maximumIterations = 200
    /// The largest entry of the gradient at which it has converged.
    package var tolerance = 1e-4
    /// How many steps L-BFGS remembers.
    package var history = 10
    package var classWeights = ClassWeights.none
    package var intercept = true
    /// How many iterations without a lower validation loss end it; 0 never does.
    package var patience = 10
    /// What part of the items is held out where there is no validation subset.
    package var validationShare = 0.1

    package init() {}

    /// The settings of a JSON object; what is left out keeps its default.
    ///
    /// - Throws: ``RoostError`` naming the setting that is unknown, of another type or out of range.
    package init(_ given: [String: JSONValue]) throws(RoostError) {
        let known = Self().values.keys.sorted()
        if let stranger = given.keys.sorted().first(where: { !known.contains($0) }) {
            throw RoostError(
                .invalidArgument,
                "there is no setting \(quoted(stranger)) for training a head; there are \(known.joined(separator: ", "))"
            )
        }
        let reader = SettingReader(given)
        learningRate = try reader.number("learning_rate", 1e-6...1e6) ?? learningRate
        l2 = try reader.number("l2", 0...1e6) ?? l2
        maximumIterations = try reader.integer("max_iterations", 1...100_000) ?? maximumIterations
        tolerance = try reader.number("tolerance", 0...1) ?? tolerance
        history = try reader.integer("history", 1...100) ?? history
        classWeights = try reader.choice("class_weights") ?? classWeights
        intercept = try reader.flag("intercept") ?? intercept
        patience = try reader.integer("patience", 0...100_000) ?? patience
        validationShare = try reader.number("validation_share", 0...0.5) ?? validationShare
    }

    /// All settings, by the names users give them.
    package var values: [String: JSONValue] {
        [
            "learning_rate": .number(learningRate),
            "l2": .number(l2),
            "max_iterations": .integer(Int64(maximumIterations)),
            "tolerance": .number(tolerance),
            "history": .integer(Int64(history)),
            "class_weights": .string(classWeights.rawValue),
            "intercept": .bool(intercept),
            "patience": .integer(Int64(patience)),
            "validation_share": .number(validationShare),
        ]
    }
}

import RoostAPISupport
import RoostEntities

extension ReviewFilter {
    /// Both labels of a confusion, or neither.
    init(_ query: Query) throws(RoostError) {
        let errors: Errors = try query.choice("errors") ?? .any
        guard let confusion = try query.confusion(alone: errors == .any) else {
            self.init(errors, label: query["label"])
            return
        }
        self.init(confusion: confusion)
    }
}

extension ObjectFilter {
    /// Both labels of a confusion, or neither.
    init(_ query: Query) throws(RoostError) {
        let errors: Errors = try query.choice("errors") ?? .any
        guard let confusion = try query.confusion(alone: errors == .any) else {
            self.init(errors, label: query["label"])
            return
        }
        self.init(confusion: confusion)
    }
}

extension Query {
    /// A cell of the confusion matrix, if one is asked for; `alone` tells whether nothing else is.
    fileprivate func confusion(alone: Bool) throws(RoostError) -> ReviewFilter.Confusion? {
        guard self["truth"] != nil || self["predicted"] != nil else { return nil }
        guard let truth = self["truth"], let predicted = self["predicted"], truth != predicted, alone,
            self["label"] == nil
        else {
            throw RoostError(
                .invalidArgument,
                "a confusion is two different labels, 'truth' and 'predicted', without 'errors' or 'label'"
            )
        }
        return ReviewFilter.Confusion(truth: truth, predicted: predicted)
    }

    var against: Identifier<Evaluation> {
        get throws(RoostError) {
            try needed("against") { text throws(RoostError) in try Identifier<Evaluation>(text) }
        }
    }
}

extension Parameter {
    static let evaluatedVersion = Parameter(
        name: "version",
        meaning: "Only evaluations of this version.",
        schema: .named("Reference")
    )
    static let evaluatedDataset = Parameter(
        name: "dataset",
        meaning: "Only evaluations on this dataset.",
        schema: .named("ModelName")
    )
    static let neededDataset = Parameter(
        name: "dataset",
        meaning: "What the version was evaluated on.",
        schema: .named("ModelName"),
        isRequired: true
    )
    static let errors = Parameter(
        name: "errors",
        meaning: "Which items; all that were answered wrongly unless said.",
        schema: .word(of: ReviewFilter.Errors.self)
    )
    static let label = Parameter(
        name: "label",
        meaning: "Only this label: the answer of false positives, else the ground truth.",
        schema: .text()
    )
    static let objectErrors = Parameter(
        name: "errors",
        meaning: "Which objects; every mistake unless said.",
        schema: .word(of: ObjectFilter.Errors.self)
    )
    static let objectLabel = Parameter(
        name: "label",
        meaning: "Only this label: the one that was said of false positives, else the true one.",
        schema: .text()
    )
    static let truth = Parameter(
        name: "truth",
        meaning: "With 'predicted': only items that have this label and were given that one.",
        schema: .text()
    )
    static let predicted = Parameter(
        name: "predicted",
        meaning: "With 'truth': only items that were given this label.",
        schema: .text()
    )
    static let against = Parameter(
        name: "against",
        meaning: "The evaluation on the same items that came before.",
        schema: .named("Identifier"),
        isRequired: true
    )
    static let change = Parameter(
        name: "change",
        meaning: "Which items; those that are broken unless said.",
        schema: .word(of: ChangedItem.Change.self)
    )
}

import RoostEntities

/// A number that is told by how many items of each kind there are, so that drawing these anew gives its interval.
enum Quantity: Hashable, Sendable {
    case accuracy
    case balancedAccuracy
    case macro(Rate)
    case weighted(Rate)
    case mcc
    case kappa
    /// Of the class with this index.
    case ofClass(Rate, Int)
    /// Less is better, of this alone.
    case logLoss
    /// Of the first so many places.
    case top(Int)

    enum Rate: String, Sendable, CaseIterable {
        case precision, recall, f1
    }

    /// Those that every comparison has, by the names of ``ClassificationReport/summary``.
    static let standard: [(name: String, quantity: Quantity)] = [
        ("accuracy", .accuracy), ("balanced_accuracy", .balancedAccuracy),
        ("precision_macro", .macro(.precision)), ("recall_macro", .macro(.recall)), ("f1_macro", .macro(.f1)),
        ("precision_weighted", .weighted(.precision)), ("recall_weighted", .weighted(.recall)),
        ("f1_weighted", .weighted(.f1)), ("mcc", .mcc), ("kappa", .kappa),
    ]

    /// `nil` where it is undefined.
    func value(_ tally: Tally) -> Double? {
        let counts = tally.counts
        return switch self {
        case .accuracy: counts.accuracy
        case .balancedAccuracy: counts.balancedAccuracy
        case .macro(let rate): counts.macro(rate.number(counts))
        case .weighted(let rate): counts.weighted(rate.number(counts))
        case .mcc: counts.mcc
        case .kappa: counts.kappa
        case .ofClass(let rate, let index): rate.number(counts)(index)
        case .logLoss: counts.total == 0 ? nil : tally.logLoss / Double(counts.total)
        case .top(let k): counts.total == 0 ? nil : Double(tally.within(k)) / Double(counts.total)
        }
    }
}

extension Quantity.Rate {
    fileprivate func number(_ counts: ClassCounts) -> (Int) -> Double {
        switch self {
        case .precision: counts.precision
        case .recall: counts.recall
        case .f1: counts.f1
        }
    }
}

import Foundation

/// How often each class occurs in the ground truth, among the answers and in both at once.
///
/// These counts suffice for every metric that needs no confidences. Where scikit-learn's functions look for the classes
/// that occur, so do these.
package struct ClassCounts: Sendable {
    /// By class.
    package var support: [Int]
    package var predicted: [Int]
    package var truePositives: [Int]

    package init(classCount: Int) {
        support = Array(repeating: 0, count: classCount)
        predicted = support
        truePositives = support
    }

    package mutating func add(truth: Int, predicted answer: Int, count: Int = 1) {
        support[truth] += count
        predicted[answer] += count
        if truth == answer { truePositives[truth] += count }
    }

    /// Forgets all, for the same classes.
    mutating func clear() {
        for index in support.indices {
            support[index] = 0
            predicted[index] = 0
            truePositives[index] = 0
        }
    }

    package var total: Int { support.reduce(0, +) }
    package var correct: Int { truePositives.reduce(0, +) }

    package func precision(_ index: Int) -> Double { Self.share(truePositives[index], of: predicted[index]) }
    package func recall(_ index: Int) -> Double { Self.share(truePositives[index], of: support[index]) }
    package func f1(_ index: Int) -> Double {
        Self.share(2 * truePositives[index], of: support[index] + predicted[index])
    }

    /// 0 of nothing, as scikit-learn's `zero_division=0`.
    private static func share(_ part: Int, of whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
}

extension ClassCounts {
    /// `nil` without items, as are all that follow.
    package var accuracy: Double? {
        let total = total
        return total == 0 ? nil : Double(correct) / Double(total)
    }

    /// Mean recall over the classes that occur in the ground truth.
    package var balancedAccuracy: Double? {
        var sum = 0.0
        var count = 0
        for index in support.indices where support[index] > 0 {
            sum += recall(index)
            count += 1
        }
        return count == 0 ? nil : sum / Double(count)
    }

    /// The mean of a number of each class over the classes that occur in ground truth or answers.
    package func macro(_ number: (Int) -> Double) -> Double? {
        var sum = 0.0
        var count = 0
        for index in support.indices where support[index] + predicted[index] > 0 {
            sum += number(index)
            count += 1
        }
        return count == 0 ? nil : sum / Double(count)
    }

    /// The mean of a number of each class, weighted by support.
    package func weighted(_ number: (Int) -> Double) -> Double? {
        var sum = 0.0
        var weight = 0
        for index in support.indices where support[index] > 0 {
            sum += number(index) * Double(support[index])
            weight += support[index]
        }
        return weight == 0 ? nil : sum / Double(weight)
    }

    /// Matthews' correlation coefficient for many classes (Gorodkin 2004); 0 when either side names one class only.
    package var mcc: Double? {
        let total = Double(total)
        guard total > 0 else { return nil }
        var (agreement, truths, answers) = (0.0, 0.0, 0.0)
        for index in support.indices {
            let (truth, answer) = (Double(support[index]), Double(predicted[index]))
            agreement += truth * answer
            truths += truth * truth
            answers += answer * answer
        }
        let square = total * total
        let spread = (square - truths) * (square - answers)
        return spread == 0 ? 0 : (Double(correct) * total - agreement) / spread.squareRoot()
    }

    /// Cohen's kappa; `nil` as well when chance alone agrees on every item.
    package var kappa: Double? {
        let total = Double(total)
        guard total > 0 else { return nil }
        var agreement = 0.0
        for index in support.indices { agreement += Double(support[index]) * Double(predicted[index]) }
        let square = total * total
        guard agreement < square else { return nil }
        return (Double(correct) * total - agreement) / (square - agreement)
    }
}

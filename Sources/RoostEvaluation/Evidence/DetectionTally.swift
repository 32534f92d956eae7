import RoostEntities

/// Average precision over items that are drawn anew.
///
/// Answers were matched when they were judged: what is drawn is only how often each counts. An item that was drawn
/// several times counts as that many images with the same answers, so that every number is pycocotools' over that set;
/// copies of an answer stay together among those that are equally sure.
struct DetectionTally: EvidenceTally {
    static let names = ["ap", "ap_50", "ap_75", "ar_100", "precision", "recall", "f1"]
    static let classNames = names

    private static let thresholds = DetectionSettings.coco.thresholds.count
    private static let recalls = DetectionSettings.coco.recallPoints
    /// In ``ignored``: whether the answer is sure enough for the working threshold.
    private static let given: UInt16 = 1 << 15

    private let labelCount: Int
    private var objects: [(item: Int, label: Int)] = []
    /// Answers label by label, the surest first: the item of each, and the overlaps at which it is right or ignored.
    private var items: [UInt32] = []
    private var right: [UInt16] = []
    private var ignored: [UInt16] = []
    /// Where each label starts among them, and the end of the last.
    private var starts: [Int] = []

    /// How many objects there are, by label.
    private var truths: [Int]
    /// By label and threshold; undefined where there are no objects.
    private var precisions: [Double]
    private var reached: [Double]
    private var counts: [ObjectCounts]
    private var track: Track

    init(_ part: EvidencePart) {
        labelCount = part.labelCount
        truths = Array(repeating: 0, count: part.labelCount)
        precisions = Array(repeating: 0, count: part.labelCount * Self.thresholds)
        reached = precisions
        counts = Array(repeating: ObjectCounts(), count: part.labelCount)
        track = Track(thresholds: Self.thresholds)
        guard case .detection(let content) = part.evidence.content else { return }
        var (rows, labels): ([Int], [UInt16]) = ([], [])
        var owners: [UInt32] = []
        for (index, item) in part.items.enumerated() {
            objects += content.objects[item].map { (index, part.labels[Int(content.objectLabels[$0])]) }
            for row in content.answers[item] {
                rows.append(row)
                owners.append(UInt32(index))
                labels.append(UInt16(part.labels[Int(content.answerLabels[row])]))
            }
        }
        let order = ScoreOrder.sorted((0..<Int32(rows.count)).map { $0 }, by: rows.map { content.scores[$0] })
        let byLabel = Grouping(labels, groupCount: part.labelCount, order: order)
        starts = byLabel.starts
        for place in byLabel.members {
            let row = rows[Int(place)]
            items.append(owners[Int(place)])
            right.append(content.right[row])
            ignored.append(content.ignored[row] | (content.scores[row] > content.threshold ? Self.given : 0))
        }
    }

    mutating func count(_ occurrences: [Int]) {
        for label in 0..<labelCount { truths[label] = 0 }
        for object in objects { truths[object.label] += occurrences[object.item] }
        for label in 0..<labelCount where starts.count > label + 1 {
            sweep(starts[label]..<starts[label + 1], occurrences, label: label)
        }
    }

    /// Goes through the answers of one label from the surest down.
    private mutating func sweep(_ places: Range<Int>, _ occurrences: [Int], label: Int) {
        track.clear()
        var (found, wrong) = (0, 0)
        // Pointers spare the loop, which runs for every answer of every draw, all checks.
        occurrences.withUnsafeBufferPointer { occurrences in
            items.withUnsafeBufferPointer { items in
                right.withUnsafeBufferPointer { right in
                    ignored.withUnsafeBufferPointer { ignored in
                        for place in places {
                            let count = occurrences[Int(items[place])]
                            guard count > 0 else { continue }
                            let (bits, other) = (right[place], ignored[place])
                            if other & Self.given != 0 {
                                if bits & 1 != 0 {
                                    found += count
                                } else if other & 1 == 0 {
                                    wrong += count
                                }
                            }
                            if bits == 0, other & ~Self.given == 0 {
                                track.wrong += count
                            } else {
                                track.add(count, right: bits, ignored: other)
                            }
                        }
                    }
                }
            }
        }
        let truth = truths[label]
        counts[label] = ObjectCounts(truePositives: found, falsePositives: wrong, falseNegatives: truth - found)
        guard truth > 0 else { return }
        for threshold in 0..<Self.thresholds {
            precisions[label * Self.thresholds + threshold] = track.precision(threshold, truth, Self.recalls)
            reached[label * Self.thresholds + threshold] = Double(track.found[threshold]) / Double(truth)
        }
    }

    func value(_ name: String) -> Double? { value(name, of: 0..<labelCount) }

    func value(_ name: String, of label: Int) -> Double? { value(name, of: label..<label + 1) }

    private func value(_ name: String, of labels: Range<Int>) -> Double? {
        switch name {
        case "ap": return mean(precisions, labels, 0..<Self.thresholds)
        case "ap_50": return mean(precisions, labels, 0..<1)
        case "ap_75": return mean(precisions, labels, 5..<6)
        case "ar_100": return mean(reached, labels, 0..<Self.thresholds)
        default: break
        }
        let sum = labels.reduce(into: ObjectCounts()) { $0 += counts[$1] }
        return switch name {
        case "precision": sum.precision
        case "recall": sum.recall
        case "f1": sum.f1
        default: nil
        }
    }

    /// Over the labels that have objects.
    private func mean(_ numbers: [Double], _ labels: Range<Int>, _ thresholds: Range<Int>) -> Double? {
        var (sum, count) = (0.0, 0)
        for label in labels where truths[label] > 0 {
            for threshold in thresholds { sum += numbers[label * Self.thresholds + threshold] }
            count += thresholds.count
        }
        return count == 0 ? nil : sum / Double(count)
    }
}

extension DetectionTally {
    /// How many answers were right, of how many, whenever there was one more right, at each threshold.
    private struct Track {
        private let thresholds: Int
        /// Answers that are wrong at every threshold.
        var wrong = 0
        /// By threshold.
        private(set) var found: [Int]
        private var wrongHere: [Int]
        private var points: [[(found: Int, total: Int)]]

        init(thresholds: Int) {
            self.thresholds = thresholds
            found = Array(repeating: 0, count: thresholds)
            wrongHere = found
            points = Array(repeating: [], count: thresholds)
        }

        mutating func clear() {
            wrong = 0
            for threshold in 0..<thresholds {
                found[threshold] = 0
                wrongHere[threshold] = 0
                points[threshold].removeAll(keepingCapacity: true)
            }
        }

        mutating func add(_ count: Int, right: UInt16, ignored: UInt16) {
            for threshold in 0..<thresholds {
                let bit: UInt16 = 1 << UInt16(threshold)
                if right & bit != 0 {
                    found[threshold] += count
                    points[threshold].append((found[threshold], found[threshold] + wrong + wrongHere[threshold]))
                } else if ignored & bit == 0 {
                    wrongHere[threshold] += count
                }
            }
        }

        /// The mean of the precisions at all recalls, by COCO's rule.
        ///
        /// Of copies of one right answer the last has the best precision, so that it stands for all.
        func precision(_ threshold: Int, _ truth: Int, _ recalls: [Double]) -> Double {
            let points = points[threshold]
            var (sum, peak, recall) = (0.0, 0.0, recalls.count - 1)
            for index in points.indices.reversed() {
                let (found, total) = points[index]
                if index == points.count - 1 {
                    while recall >= 0, recalls[recall] > Double(found) / Double(truth) { recall -= 1 }
                }
                peak = max(peak, Double(found) / (Double(total) + .ulpOfOne))
                let before = index == 0 ? -1 : Double(points[index - 1].found) / Double(truth)
                while recall >= 0, recalls[recall] > before {
                    sum += peak
                    recall -= 1
                }
            }
            return sum / Double(recalls.count)
        }
    }
}

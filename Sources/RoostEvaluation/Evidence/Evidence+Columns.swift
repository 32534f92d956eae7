import RoostEntities

extension EvidenceItems {
    init(from reader: inout ColumnReader) throws(RoostError) {
        let bytes = try reader.column(UInt8.self)
        guard bytes.count.isMultiple(of: 12), bytes.count / 12 <= Evidence.itemLimit else {
            throw ColumnReader.fault("has items that are none, or more than \(Evidence.itemLimit)")
        }
        ids = stride(from: 0, to: bytes.count, by: 12).compactMap { Identifier(bytes: bytes[$0..<$0 + 12]) }
        fingerprints = try reader.column()
        failed = try reader.column()
        let whole = fingerprints.count == ids.count && failed.count == ids.count && failed.allSatisfy { $0 <= 1 }
        guard whole, Set(ids).count == ids.count else {
            throw ColumnReader.fault("has an item twice, or columns of different lengths")
        }
    }
}

extension DetectionEvidence {
    /// A bit for each of COCO's ten overlaps.
    private static let overlaps: UInt16 = (1 << 10) - 1

    func write(to writer: inout ColumnWriter) {
        writer.append(column: [threshold])
        writer.append(column: objects.ends)
        writer.append(column: objectLabels)
        writer.append(column: isFound)
        writer.append(column: answers.ends)
        writer.append(column: answerLabels)
        writer.append(column: scores)
        writer.append(column: right)
        writer.append(column: ignored)
    }

    init(from reader: inout ColumnReader, items: Int, labels: Int) throws(RoostError) {
        let thresholds = try reader.doubles()
        guard thresholds.count == 1, (0...1).contains(thresholds[0]) else {
            throw ColumnReader.fault("has no threshold between 0 and 1")
        }
        threshold = thresholds[0]
        objects = try reader.ends()
        objectLabels = try reader.column()
        isFound = try reader.column()
        answers = try reader.ends()
        answerLabels = try reader.column()
        scores = try reader.doubles()
        right = try reader.column()
        ignored = try reader.column()
        let counts = Set([answerLabels.count, scores.count, right.count, ignored.count])
        guard
            objects.cover(objectLabels.count, items: items), answers.cover(answerLabels.count, items: items),
            counts.count == 1, isFound.count == objectLabels.count
        else { throw ColumnReader.fault("has columns of different lengths") }
        let known = objectLabels.allSatisfy { $0 < labels } && answerLabels.allSatisfy { $0 < labels }
        let numbers = scores.allSatisfy { $0 >= 0 && $0 <= 1 } && isFound.allSatisfy { $0 <= 1 }
        let bits = zip(right, ignored).allSatisfy { $0 & $1 == 0 && ($0 | $1) & ~Self.overlaps == 0 }
        guard known, numbers, bits else { throw ColumnReader.fault("has numbers that cannot be") }
    }
}

extension SegmentationEvidence {
    func write(to writer: inout ColumnWriter) {
        writer.append(column: regions.ends)
        writer.append(column: labels)
        writer.append(column: shared)
        writer.append(column: truths)
        writer.append(column: predictions)
    }

    init(from reader: inout ColumnReader, items: Int, labels count: Int) throws(RoostError) {
        regions = try reader.ends()
        labels = try reader.column()
        shared = try reader.column()
        truths = try reader.column()
        predictions = try reader.column()
        let lengths = Set([labels.count, shared.count, truths.count, predictions.count])
        guard lengths.count == 1, regions.cover(labels.count, items: items) else {
            throw ColumnReader.fault("has columns of different lengths")
        }
        let possible = labels.indices.allSatisfy { shared[$0] <= min(truths[$0], predictions[$0]) }
        guard possible, labels.allSatisfy({ $0 < count }) else {
            throw ColumnReader.fault("has numbers that cannot be")
        }
    }
}

extension PanopticEvidence {
    func write(to writer: inout ColumnWriter) {
        writer.append(column: isStuff)
        writer.append(column: objects.ends)
        writer.append(column: objectLabels)
        writer.append(column: overlaps)
        writer.append(column: wrong.ends)
        writer.append(column: wrongLabels)
    }

    init(from reader: inout ColumnReader, items: Int, labels: Int) throws(RoostError) {
        isStuff = try reader.column()
        objects = try reader.ends()
        objectLabels = try reader.column()
        overlaps = try reader.doubles()
        wrong = try reader.ends()
        wrongLabels = try reader.column()
        guard
            isStuff.count == labels, objects.cover(objectLabels.count, items: items),
            wrong.cover(wrongLabels.count, items: items), overlaps.count == objectLabels.count
        else { throw ColumnReader.fault("has columns of different lengths") }
        let known = objectLabels.allSatisfy { $0 < labels } && wrongLabels.allSatisfy { $0 < labels }
        let numbers = overlaps.allSatisfy { $0 == 0 || $0 > 0.5 && $0 <= 1 } && isStuff.allSatisfy { $0 <= 1 }
        guard known, numbers else { throw ColumnReader.fault("has numbers that cannot be") }
    }
}

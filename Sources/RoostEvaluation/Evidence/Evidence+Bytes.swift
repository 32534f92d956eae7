import RoostEntities

extension Evidence {
    private static let signature: [UInt8] = Array("roost evidence\n".utf8)
    private static let version: UInt8 = 1

    /// The largest file that is read.
    package static let byteLimit = 1 << 31
    package static let itemLimit = 10_000_000
    private static let labelLimit = ObjectColumns.maximumLabelCount

    /// The file: a signature, then columns, each a count and that many numbers, all little-endian.
    package var bytes: [UInt8] {
        var writer = ColumnWriter()
        writer.append(Self.signature)
        writer.append([Self.version, code])
        writer.append(texts: labels)
        writer.append(column: items.ids.flatMap(\.bytes))
        writer.append(column: items.fingerprints)
        writer.append(column: items.failed)
        switch content {
        case .detection(let content): content.write(to: &writer)
        case .segmentation(let content): content.write(to: &writer)
        case .panoptic(let content): content.write(to: &writer)
        }
        return writer.bytes
    }

    /// Reads a file that may come from anywhere.
    ///
    /// Takes no more memory than a small multiple of the file's size.
    ///
    /// - Throws: `invalidArgument` for a file that is no evidence, or whose columns contradict each other; `tooLarge` for
    ///   one of more than ``byteLimit`` bytes.
    package init(bytes: [UInt8]) throws(RoostError) {
        guard bytes.count <= Self.byteLimit else {
            throw RoostError(.tooLarge, "evidence has at most \(Self.byteLimit) bytes, not \(bytes.count)")
        }
        var reader = ColumnReader(bytes)
        guard try reader.take(Self.signature.count) == Self.signature[...] else {
            throw ColumnReader.fault("does not begin as evidence does")
        }
        let head = Array(try reader.take(2))
        guard head[0] == Self.version else {
            throw ColumnReader.fault("is of version \(head[0]), and this Roost reads version \(Self.version)")
        }
        labels = try reader.texts(limit: Self.labelLimit)
        guard Set(labels).count == labels.count else { throw ColumnReader.fault("names a class twice") }
        items = try EvidenceItems(from: &reader)
        let (items, labels) = (items.count, labels.count)
        switch head[1] {
        case 1: content = .detection(try DetectionEvidence(from: &reader, items: items, labels: labels))
        case 2: content = .segmentation(try SegmentationEvidence(from: &reader, items: items, labels: labels))
        case 3: content = .panoptic(try PanopticEvidence(from: &reader, items: items, labels: labels))
        default: throw ColumnReader.fault("is of an unknown kind")
        }
        guard reader.isAtEnd else { throw ColumnReader.fault("goes on after its end") }
    }

    private var code: UInt8 {
        switch content {
        case .detection: 1
        case .segmentation: 2
        case .panoptic: 3
        }
    }
}

import RoostEntities

extension ImportedItem {
    /// About how many bytes it takes to say all this in JSON, rather more than less.
    package var weight: Int {
        annotations.reduce(512 + JSONValue.object(metadata).weight) { $0 + $1.weight }
    }
}

extension Annotation.Draft {
    fileprivate var weight: Int {
        let shape =
            switch geometry {
            case .image, .box, .point, .ellipse: 256
            case .polyline(let points): 64 * points.count
            case .polygon(let rings): rings.reduce(0) { $0 + 64 * $1.count }
            case .mask(let mask): 12 * mask.counts.count
            }
        return 128 + 2 * label.utf8.count + shape + JSONValue.object(attributes).weight
    }
}

extension JSONValue {
    fileprivate var weight: Int {
        switch self {
        case .null, .bool, .integer, .number: 24
        case .string(let text): 8 + 2 * text.utf8.count
        case .array(let values): values.reduce(8) { $0 + $1.weight }
        case .object(let members): members.reduce(8) { $0 + 8 + 2 * $1.key.utf8.count + $1.value.weight }
        }
    }
}

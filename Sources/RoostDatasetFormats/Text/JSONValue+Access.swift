import RoostEntities

extension JSONValue {
    var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    var int: Int? {
        switch self {
        case .integer(let value): Int(exactly: value)
        case .number(let value): Int(exactly: value)
        default: nil
        }
    }

    var text: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    var members: [String: JSONValue]? {
        guard case .object(let value) = self else { return nil }
        return value
    }

    var elements: [JSONValue]? {
        guard case .array(let value) = self else { return nil }
        return value
    }
}

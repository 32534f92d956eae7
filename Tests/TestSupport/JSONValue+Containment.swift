import RoostEntities

extension JSONValue {
    /// Where `other` lacks something that this says, as a path; `nil` when it says all of it.
    ///
    /// Numbers are compared by value. Elements of lists of objects with an `id` are found by it.
    package func missing(in other: JSONValue?, at path: String = "") -> String? {
        switch (self, other) {
        case (.object(let members), .object(let others)):
            return members.sorted { $0.key < $1.key }.lazy
                .compactMap { $0.value.missing(in: others[$0.key], at: "\(path).\($0.key)") }.first
        case (.array(let elements), .array(let others)):
            guard elements.count == others.count else {
                return "\(path): \(others.count) elements, not \(elements.count)"
            }
            let byID = Dictionary(others.map { ($0["id"], $0) }) { one, _ in one }
            return elements.enumerated().lazy.compactMap { index, element in
                let twin = element["id"] == nil ? others[index] : byID[element["id"]]
                return element.missing(in: twin, at: "\(path)[\(index)]")
            }.first
        default:
            guard let number else { return self == other ? nil : path }
            return number == other?.number ? nil : path
        }
    }

    private var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }
}

import RoostEntities

/// Reads settings from JSON; also from text, which is all a command line has.
struct SettingReader {
    private let given: [String: JSONValue]

    init(_ given: [String: JSONValue]) {
        self.given = given
    }

    func number(_ key: String, _ range: ClosedRange<Double>) throws(RoostError) -> Double? {
        guard let value = given[key] else { return nil }
        let number: Double? =
            switch value {
            case .number(let number): number
            case .integer(let number): Double(number)
            case .string(let text): Double(text)
            default: nil
            }
        guard let number, range.contains(number) else {
            throw wrong(key, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func integer(_ key: String, _ range: ClosedRange<Int>) throws(RoostError) -> Int? {
        guard let value = given[key] else { return nil }
        let number: Int? =
            switch value {
            case .integer(let number): Int(exactly: number)
            case .number(let number): Int(exactly: number)
            case .string(let text): Int(text)
            default: nil
            }
        guard let number, range.contains(number) else {
            throw wrong(key, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func flag(_ key: String) throws(RoostError) -> Bool? {
        switch given[key] {
        case nil: return nil
        case .bool(let flag): return flag
        case .string("true"): return true
        case .string("false"): return false
        default: throw wrong(key, "true or false")
        }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String
    ) throws(RoostError) -> Choice? where Choice.RawValue == String {
        guard let value = given[key] else { return nil }
        guard case .string(let text) = value, let choice = Choice(rawValue: text) else {
            throw wrong(key, "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return choice
    }

    private func wrong(_ key: String, _ expected: String) -> RoostError {
        RoostError(.invalidArgument, "the setting '\(key)' must be \(expected)")
    }
}

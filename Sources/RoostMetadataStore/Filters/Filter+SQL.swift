import GRDB
import RoostEntities

extension Filter {
    /// A condition that is true or false, never NULL: what has no value passes no test but those with a 'not'.
    func condition<Fields: FilterFields>(on fields: Fields.Type) throws(RoostError) -> SQLFragment {
        try Self.condition(root, on: fields)
    }

    private static func condition<Fields: FilterFields>(
        _ node: Node,
        on fields: Fields.Type
    ) throws(RoostError) -> SQLFragment {
        switch node {
        case .all(let nodes): return try join(nodes, " AND ", on: fields)
        case .any(let nodes): return try join(nodes, " OR ", on: fields)
        case .not(let node): return "NOT " + (try condition(node, on: fields))
        case .test(let test): return try test.condition(on: fields)
        }
    }

    private static func join<Fields: FilterFields>(
        _ nodes: [Node],
        _ word: String,
        on fields: Fields.Type
    ) throws(RoostError) -> SQLFragment {
        var conditions: [SQLFragment] = []
        for node in nodes { conditions.append(try condition(node, on: fields)) }
        return "(" + conditions.joined(separator: word) + ")"
    }
}

extension Filter.Test {
    fileprivate func condition<Fields: FilterFields>(on fields: Fields.Type) throws(RoostError) -> SQLFragment {
        if let special = try fields.special(self) { return special }
        guard let column = fields.column(for: field) else {
            let name = ([field.name] + field.keys).joined(separator: ".")
            throw RoostError(inFilterAt: field.place, "there is no field \(quoted(name)); there are \(fields.names)")
        }
        switch relation {
        case .differs: return "NOT " + (try holds(column, .equals))
        case .matchesNot: return "NOT " + (try holds(column, .matches))
        default: return try holds(column, relation)
        }
    }

    /// A condition that is true or false; `relation` says what is, not what is not.
    private func holds(_ column: FilterColumn, _ relation: Filter.Relation) throws(RoostError) -> SQLFragment {
        switch column {
        case .text(let column): try text(column, relation)
        case .number(let column): try number(column, relation)
        case .time(let column): try time(column, relation)
        case .flag(let condition): try flag(condition, relation)
        case .word(let column, let words): try word(column, of: words, relation)
        case .identifier(let column): try identifier(column, relation)
        case .json(let column, let keys): try json(column, keys: keys, relation)
        case .related(let rows, let column): "EXISTS (\(rows) AND " + (try text(column, relation)) + ")"
        }
    }

    private func text(_ column: String, _ relation: Filter.Relation) throws(RoostError) -> SQLFragment {
        switch relation {
        case .isSet: SQLFragment("(\(column) IS NOT NULL)")
        case .isIn: listed(column, values.map(\.text))
        case .matches: SQLFragment("((\(column) GLOB ?) IS TRUE)", [Pattern(values[0].text).glob])
        default: compared(column, try symbol(relation), values[0].text)
        }
    }

    private func number(_ column: String, _ relation: Filter.Relation) throws(RoostError) -> SQLFragment {
        guard relation != .isSet else { return SQLFragment("(\(column) IS NOT NULL)") }
        var numbers: [Double] = []
        for value in values {
            guard case .number(let number, _) = value else {
                throw wrong("is a number; compare it with one, not with \(quoted(value.text))")
            }
            numbers.append(number)
        }
        guard relation != .isIn else { return listed(column, numbers) }
        return compared(column, try symbol(relation), numbers[0])
    }

    private func time(_ column: String, _ relation: Filter.Relation) throws(RoostError) -> SQLFragment {
        guard relation != .isSet else { return SQLFragment("(\(column) IS NOT NULL)") }
        var moments: [Timestamp] = []
        for value in values {
            guard let moment = Timestamp(rfc3339: value.text) ?? Timestamp(rfc3339: value.text + "T00:00:00Z") else {
                throw wrong("is a time; compare it with one such as \"2026-11-21\" or \"2026-11-21T09:30:00Z\"")
            }
            moments.append(moment)
        }
        guard relation != .isIn else { return listed(column, moments) }
        return compared(column, try symbol(relation), moments[0])
    }

    private func flag(_ condition: String, _ relation: Filter.Relation) throws(RoostError) -> SQLFragment {
        switch (relation, values.first?.text) {
        case (.isSet, _), (.equals, "true"): SQLFragment("(\(condition))")
        case (.equals, "false"): SQLFragment("(NOT \(condition))")
        default: throw wrong("is true or false; write it alone, or 'not' before it")
        }
    }

    private func word(
        _ column: String,
        of words: [String],
        _ relation: Filter.Relation
    ) throws(RoostError) -> SQLFragment {
        guard relation != .isSet else { return SQLFragment("(\(column) IS NOT NULL)") }
        for value in values where value.text != "none" && !words.contains(value.text) {
            throw wrong("is \(words.joined(separator: ", ")) or none, not \(quoted(value.text))")
        }
        switch (relation, values[0].text) {
        case (.equals, "none"): return SQLFragment("(\(column) IS NULL)")
        case (.equals, let word): return SQLFragment("(\(column) IS ?)", [word])
        case (.isIn, _): return listed("coalesce(\(column), 'none')", values.map(\.text))
        default: throw wrong("is a word; compare it with '=', '!=' or 'in'")
        }
    }

    private func identifier(_ column: String, _ relation: Filter.Relation) throws(RoostError) -> SQLFragment {
        guard relation != .isSet else { return SQLFragment("(\(column) IS NOT NULL)") }
        guard relation == .equals || relation == .isIn else {
            throw wrong("is an identifier; compare it with '=', '!=' or 'in'")
        }
        var identifiers: [Identifier<Item>] = []
        for value in values {
            do {
                identifiers.append(try Identifier(value.text))
            } catch {
                throw wrong("is an identifier: 24 digits of 0-9 and a-f, not \(quoted(value.text))")
            }
        }
        return listed(column, identifiers)
    }

    /// Values of JSON are compared only with values of their own kind.
    private func json(
        _ column: String,
        keys: [String],
        _ relation: Filter.Relation
    ) throws(RoostError) -> SQLFragment {
        guard !keys.isEmpty, keys.allSatisfy({ !$0.contains("\"") && !$0.contains("\\") }) else {
            throw wrong("is followed by a dot and a name without quotes in it, such as \(field.name).camera")
        }
        let path = "$" + keys.map { ".\"\($0)\"" }.joined()
        let extracted = SQLFragment("json_extract(\(column), ?)", [path])
        let type = SQLFragment("json_type(\(column), ?)", [path])
        if relation == .isSet { return "((" + type + " NOT IN ('null', 'false')) IS TRUE)" }
        if relation == .matches {
            return "((" + type + " = 'text' AND " + extracted
                + SQLFragment(" GLOB ?) IS TRUE)", [Pattern(values[0].text).glob])
        }
        var choices: [SQLFragment] = []
        let symbol = relation == .isIn ? "=" : try symbol(relation)
        for value in values {
            switch value {
            case .number(let number, _):
                choices.append(
                    "(" + type + " IN ('integer', 'real') AND " + extracted + SQLFragment(" \(symbol) ?)", [number])
                )
            case .word(let word) where word == "true" || word == "false":
                choices.append("(" + type + SQLFragment(" \(symbol) ?)", [word]))
            case .word(let text), .string(let text):
                choices.append("(" + type + " = 'text' AND " + extracted + SQLFragment(" \(symbol) ?)", [text]))
            }
        }
        return "((" + choices.joined(separator: " OR ") + ") IS TRUE)"
    }
}

extension Filter.Test {
    private func compared(_ column: String, _ symbol: String, _ value: some DatabaseValueConvertible) -> SQLFragment {
        SQLFragment("((\(column) \(symbol) ?) IS TRUE)", [value])
    }

    private func listed(_ column: String, _ values: [some DatabaseValueConvertible]) -> SQLFragment {
        let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
        return SQLFragment("((\(column) IN (\(marks))) IS TRUE)", StatementArguments(values))
    }

    private func symbol(_ relation: Filter.Relation) throws(RoostError) -> String {
        switch relation {
        case .equals, .isLess, .isAtMost, .isGreater, .isAtLeast: relation.rawValue
        case .differs, .matches, .matchesNot, .isIn, .isSet: throw wrong("is not text, which '~' compares")
        }
    }

    private func wrong(_ what: String) -> RoostError {
        RoostError(inFilterAt: field.place, "\(quoted(field.name)) \(what)")
    }
}

import Hummingbird
import RoostEntities

/// What comes after the "?" of an address, each value parsed as what it must be.
package struct Query: Sendable {
    private let values: [String: String]

    /// - Throws: `invalidArgument` for a value that is no UTF-8 or a name that comes twice.
    package init(_ request: Request) throws(RoostError) {
        try self.init(request.uri.query ?? "")
    }

    package init(_ text: String) throws(RoostError) {
        var values: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try parts[0].percentDecoded(plusIsSpace: true)
            let value = parts.count > 1 ? try parts[1].percentDecoded(plusIsSpace: true) : ""
            guard values.updateValue(value, forKey: name) == nil else {
                throw RoostError(.invalidArgument, "the query names \(quoted(name)) twice")
            }
        }
        self.values = values
    }

    package subscript(name: String) -> String? { values[name] }

    /// The value read by `parse`; `nil` when there is none.
    package func value<Value>(
        _ name: String,
        _ parse: (String) throws(RoostError) -> Value
    ) throws(RoostError) -> Value? {
        guard let text = values[name] else { return nil }
        do {
            return try parse(text)
        } catch {
            throw RoostError(error.code, "query parameter '\(name)': \(error.message)", cause: error.cause)
        }
    }

    /// The value read by `parse`.
    ///
    /// - Throws: `invalidArgument` when there is none.
    package func needed<Value>(
        _ name: String,
        _ parse: (String) throws(RoostError) -> Value
    ) throws(RoostError) -> Value {
        guard let value = try value(name, parse) else {
            throw RoostError(.invalidArgument, "the query lacks '\(name)'")
        }
        return value
    }

    package func flag(_ name: String) throws(RoostError) -> Bool {
        switch values[name] {
        case nil, "false": false
        case "true", "": true
        case let text?:
            throw RoostError(.invalidArgument, "query parameter '\(name)' is true or false, not \(quoted(text))")
        }
    }

    package func integer<Integer: FixedWidthInteger>(
        _ name: String,
        in range: ClosedRange<Integer>
    ) throws(RoostError) -> Integer? {
        guard let text = values[name] else { return nil }
        guard let number = Integer(text), range.contains(number) else {
            throw RoostError(
                .invalidArgument,
                "query parameter '\(name)' is a number from \(range.lowerBound) to \(range.upperBound), "
                    + "not \(quoted(text))"
            )
        }
        return number
    }

    /// One of a closed set of words.
    package func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        of type: Choice.Type = Choice.self
    ) throws(RoostError) -> Choice? where Choice.RawValue == String {
        guard let text = values[name] else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw RoostError(
                .invalidArgument,
                "query parameter '\(name)' is one of \(words), not \(quoted(text))"
            )
        }
        return choice
    }

    /// `limit` and `after`.
    package var page: PageRequest {
        get throws(RoostError) {
            try PageRequest(
                limit: try integer("limit", in: 1...1000) ?? 100,
                after: try value("after", PageToken.init)
            )
        }
    }
}

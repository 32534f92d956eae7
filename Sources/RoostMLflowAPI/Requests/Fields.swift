import RoostEntities

/// What a request says, by the names MLflow gives its fields; what is `null` was not said.
///
/// Complaints are in MLflow's words, which its clients and their tests match on.
struct Fields {
    private var values: [String: JSONValue]

    init(_ values: [String: JSONValue]) {
        self.values = values
    }

    /// - Throws: `invalidArgument` for a body that is no JSON object.
    init(json bytes: [UInt8]) throws(RoostError) {
        guard !bytes.isEmpty else {
            self.init([:])
            return
        }
        guard case .object(let values) = try JSONReader.value(of: bytes) else {
            throw RoostError(.invalidArgument, "The request body must be a JSON object.")
        }
        self.init(values)
    }

    subscript(name: String) -> JSONValue? {
        guard let value = values[name], value != .null else { return nil }
        return value
    }

    /// Says what a part of the address says.
    mutating func set(_ name: String, _ text: String) {
        values[name] = .string(text)
    }

    /// - Throws: `invalidArgument` when it is no text.
    func text(_ name: String) throws(RoostError) -> String? {
        switch self[name] {
        case nil: return nil
        case .string(let text)?: return text
        case let value?: throw wrong(name, value)
        }
    }

    /// - Throws: `invalidArgument` when it is missing or empty.
    func needed(_ name: String) throws(RoostError) -> String {
        guard let text = try text(name), !text.isEmpty else { throw missing(name) }
        return text
    }

    /// The first of several names that is there, such as `run_id` and the older `run_uuid`.
    func needed(_ name: String, or other: String) throws(RoostError) -> String {
        if let text = try text(name), !text.isEmpty { return text }
        if let text = try text(other), !text.isEmpty { return text }
        throw missing(name)
    }

    /// A whole number, in quotes or not; one with a point or an exponent only as far as doubles are exact.
    func integer(_ name: String) throws(RoostError) -> Int64? {
        switch self[name] {
        case nil: return nil
        case .integer(let number)?: return number
        case .number(let number)?:
            guard let whole = Int64(exactly: number), whole.magnitude <= 1 << 53 else {
                throw wrong(name, .number(number))
            }
            return whole
        case .string(let text)?:
            guard let number = Int64(text) else { throw wrong(name, .string(text)) }
            return number
        case let value?: throw wrong(name, value)
        }
    }

    /// A number, in quotes or not; `NaN`, `Infinity` and `-Infinity` are some.
    func number(_ name: String) throws(RoostError) -> Double? {
        switch self[name] {
        case nil: return nil
        case .integer(let number)?: return Double(number)
        case .number(let number)?: return number
        case .string(let text)?:
            guard let number = Double(protobuf: text) else { throw wrong(name, .string(text)) }
            return number
        case let value?: throw wrong(name, value)
        }
    }

    /// One of `words`, by name or by number; `nil` also for a word that is none of them.
    func word(_ name: String, of words: [Int64: String]) throws(RoostError) -> String? {
        switch self[name] {
        case nil: return nil
        case .integer(let number)?: return words[number]
        case .string(let text)?:
            if let number = Int64(text) { return words[number] }
            return words.values.contains(text) ? text : nil
        case let value?: throw wrong(name, value)
        }
    }

    func flag(_ name: String) throws(RoostError) -> Bool? {
        switch self[name] {
        case nil: return nil
        case .bool(let flag)?: return flag
        case .string("true")?, .string("True")?: return true
        case .string("false")?, .string("False")?: return false
        case let value?: throw wrong(name, value)
        }
    }

    /// None when it was not said.
    func texts(_ name: String) throws(RoostError) -> [String] {
        var texts: [String] = []
        for element in try elements(name) {
            guard case .string(let text) = element else { throw wrong(name, self[name] ?? .null) }
            texts.append(text)
        }
        return texts
    }

    /// None when it was not said.
    func objects(_ name: String) throws(RoostError) -> [Fields] {
        var objects: [Fields] = []
        for element in try elements(name) {
            guard case .object(let members) = element else { throw wrong(name, self[name] ?? .null) }
            objects.append(Fields(members))
        }
        return objects
    }

    func object(_ name: String) throws(RoostError) -> Fields? {
        switch self[name] {
        case nil: return nil
        case .object(let members)?: return Fields(members)
        case let value?: throw wrong(name, value)
        }
    }

    private func elements(_ name: String) throws(RoostError) -> [JSONValue] {
        switch self[name] {
        case nil: return []
        case .array(let elements)?: return elements
        case let value?: throw wrong(name, value)
        }
    }

    /// - Throws: `invalidArgument` when one field comes in both of protobuf's spellings.
    func refuse(both name: String, and other: String) throws(RoostError) {
        guard values[name] != nil, values[other] != nil else { return }
        throw RoostError(
            .invalidArgument,
            "Request specifies both '\(name)' and '\(other)'; provide only one of them."
        )
    }

    func missing(_ name: String) -> RoostError {
        RoostError(.invalidArgument, "Missing value for required parameter '\(name)'. \(Self.hint)")
    }

    func wrong(_ name: String, _ value: JSONValue) -> RoostError {
        RoostError(
            .invalidArgument,
            "Invalid value \(value.shown) for parameter '\(name)' supplied:  Hint: Value was of type "
                + "'\(value.pythonType)'. \(Self.hint)"
        )
    }

    private static let hint = "See the API docs for more information about request parameters."
}

extension Double {
    /// A number in quotes, as protobuf reads it.
    fileprivate init?(protobuf text: String) {
        switch text {
        case "NaN", "nan": self = .nan
        case "Infinity", "inf": self = .infinity
        case "-Infinity", "-inf": self = -.infinity
        default:
            guard let number = Double(text), number.isFinite, !text.lowercased().contains("x") else { return nil }
            self = number
        }
    }
}

extension JSONValue {
    /// The value as messages show it, cut where it is long.
    var shown: String {
        var writer = JSONWriter()
        writer.value(self)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        return text.count > 1000 ? text.prefix(1000) + "…" : text
    }

    /// What Python calls such a value.
    fileprivate var pythonType: String {
        switch self {
        case .null: "NoneType"
        case .bool: "bool"
        case .integer: "int"
        case .number: "float"
        case .string: "str"
        case .array: "list"
        case .object: "dict"
        }
    }
}

/// Reads a filter by recursive descent.
struct FilterParser {
    private static let deepest = 32
    private static let mostTests = 100
    private static let mostValues = 200

    private let tokens: [FilterToken]
    private var index = 0
    private var depth = 0
    private var tests = 0

    init(_ text: String) throws(RoostError) {
        var lexer = try FilterLexer(text)
        tokens = try lexer.tokens()
    }

    mutating func parse() throws(RoostError) -> Filter.Node {
        let root = try disjunction()
        guard case .end = current.kind else {
            throw RoostError(inFilterAt: current.place, "\(current.name) is unexpected; join tests with 'and' or 'or'")
        }
        return root
    }

    /// The last token is the end, which is never passed.
    private var current: FilterToken { tokens[index] }

    private mutating func take() -> FilterToken {
        defer { index = min(index + 1, tokens.count - 1) }
        return current
    }

    private mutating func disjunction() throws(RoostError) -> Filter.Node {
        var nodes = [try conjunction()]
        while current.isKeyword("or") {
            index += 1
            nodes.append(try conjunction())
        }
        return nodes.count == 1 ? nodes[0] : .any(nodes)
    }

    private mutating func conjunction() throws(RoostError) -> Filter.Node {
        var nodes = [try term()]
        while current.isKeyword("and") {
            index += 1
            nodes.append(try term())
        }
        return nodes.count == 1 ? nodes[0] : .all(nodes)
    }

    private mutating func term() throws(RoostError) -> Filter.Node {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw RoostError(inFilterAt: current.place, "there are more than \(Self.deepest) levels; make it simpler")
        }
        if current.isKeyword("not") {
            index += 1
            return .not(try term())
        }
        guard current.isSign("(") else { return try test() }
        let opening = take()
        let inner = try disjunction()
        guard current.isSign(")") else {
            throw RoostError(inFilterAt: opening.place, "the '(' is not closed before \(current.name)")
        }
        index += 1
        return inner
    }

    private mutating func test() throws(RoostError) -> Filter.Node {
        let field = try field()
        tests += 1
        guard tests <= Self.mostTests else {
            throw RoostError(
                inFilterAt: field.place,
                "there are more than \(Self.mostTests) tests; use 'in' for many values"
            )
        }
        if current.isKeyword("in") {
            index += 1
            return .test(Filter.Test(field: field, relation: .isIn, values: try values()))
        }
        if current.isKeyword("not"), tokens[min(index + 1, tokens.count - 1)].isKeyword("in") {
            index += 2
            return .not(.test(Filter.Test(field: field, relation: .isIn, values: try values())))
        }
        guard case .sign(let sign) = current.kind, let relation = Filter.Relation(rawValue: sign) else {
            return .test(Filter.Test(field: field, relation: .isSet, values: []))
        }
        index += 1
        return .test(Filter.Test(field: field, relation: relation, values: [try value()]))
    }

    private mutating func field() throws(RoostError) -> Filter.Field {
        let token = take()
        guard case .word(let word) = token.kind, !["and", "or", "in"].contains(where: token.isKeyword) else {
            throw RoostError(
                inFilterAt: token.place,
                "\(token.name) stands where a field's name should; begin a test with one"
            )
        }
        var parts = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if parts.last == "", case .string(let key) = current.kind, current.isAttached {
            parts[parts.count - 1] = key
            index += 1
        }
        guard parts.allSatisfy({ !$0.isEmpty }) else {
            throw RoostError(inFilterAt: token.place, "\(quoted(word)) lacks a name after a dot")
        }
        return Filter.Field(name: parts[0], keys: Array(parts.dropFirst()), place: token.place)
    }

    private mutating func values() throws(RoostError) -> [Filter.Value] {
        guard current.isSign("(") else {
            throw RoostError(
                inFilterAt: current.place,
                "'in' is followed by values in parentheses, not by \(current.name)"
            )
        }
        var values: [Filter.Value] = []
        repeat {
            index += 1
            values.append(try value())
            guard values.count <= Self.mostValues else {
                throw RoostError(inFilterAt: current.place, "a list has \(Self.mostValues) values at most")
            }
        } while current.isSign(",")
        guard current.isSign(")") else {
            throw RoostError(inFilterAt: current.place, "\(current.name) stands where ',' or ')' should")
        }
        index += 1
        return values
    }

    private mutating func value() throws(RoostError) -> Filter.Value {
        let token = take()
        switch token.kind {
        case .number(let number, let spelling): return .number(number, spelling: spelling)
        case .string(let text): return .string(text)
        case .word(let word) where !["and", "or", "not", "in"].contains(where: token.isKeyword): return .word(word)
        case .word, .sign, .end:
            throw RoostError(inFilterAt: token.place, "\(token.name) stands where a value should; put text in quotes")
        }
    }
}

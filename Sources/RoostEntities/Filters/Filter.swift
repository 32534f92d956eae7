/// Which entities of a list are meant, as a person writes it.
///
///     filter     = conjunction { "or" conjunction }
///     conjunction = term { "and" term }
///     term       = "not" term | "(" filter ")" | test
///     test       = field [ relation value | [ "not" ] "in" "(" value { "," value } ")" ]
///     relation   = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "!~"
///     field      = word { "." ( word | string ) }
///     value      = number | string | word
///
/// A word begins with a letter or a digit, is no number, and goes on with letters, digits and `_ - . / : @ +`; a string stands in double or single
/// quotes, with `\` before a quote or another `\`. `~` compares with a pattern: `*` is any text, `?` any character. A
/// test without a relation asks whether the field has a value, or is true. Words in capitals, such as `AND`, do as well.
///
/// It has 4,096 bytes, 100 tests, 32 levels of parentheses and `not`, and 200 values in a list at most. What the fields
/// mean, each list says; `docs/filters.md` has the whole.
public struct Filter: Grammar {
    public let text: String
    package let root: Node

    public init(_ text: String) throws(RoostError) {
        var parser = try FilterParser(text)
        root = try parser.parse()
        self.text = text
    }

    /// One that holds when all of `tests` and `other` hold; `nil` when there are none.
    package init?(all tests: [Test], and other: Filter?) {
        let nodes = tests.map(Node.test) + (other.map { [$0.root] } ?? [])
        guard !nodes.isEmpty else { return nil }
        root = .all(nodes)
        text = other?.text ?? ""
    }

}

extension Filter {
    package indirect enum Node: Sendable, Hashable {
        case all([Node])
        case any([Node])
        case not(Node)
        case test(Test)
    }

    package struct Test: Sendable, Hashable {
        package let field: Field
        package let relation: Relation
        /// None for ``Relation/isSet``, several for ``Relation/isIn`` alone.
        package let values: [Value]

        package init(field: Field, relation: Relation, values: [Value]) {
            self.field = field
            self.relation = relation
            self.values = values
        }
    }

    /// What is tested.
    package struct Field: Sendable, Hashable {
        /// Such as `width`, or `metadata`.
        package let name: String
        /// What follows the name after dots.
        package let keys: [String]
        /// Where in the text it begins, in characters from 1.
        package let place: Int

        package init(name: String, keys: [String] = [], place: Int) {
            self.name = name
            self.keys = keys
            self.place = place
        }
    }

    package enum Relation: String, Sendable, Hashable, CaseIterable {
        case equals = "="
        case differs = "!="
        case isLess = "<"
        case isAtMost = "<="
        case isGreater = ">"
        case isAtLeast = ">="
        case matches = "~"
        case matchesNot = "!~"
        case isIn = "in"
        case isSet = ""
    }

    package enum Value: Sendable, Hashable {
        /// With what stood there, since `3` may be a label.
        case number(Double, spelling: String)
        /// In quotes.
        case string(String)
        /// Without quotes.
        case word(String)

        /// What stands there.
        package var text: String {
            switch self {
            case .number(_, let spelling): spelling
            case .string(let text), .word(let text): text
            }
        }
    }

    /// The tests that must hold for all of it to hold: those that an index may serve.
    package var conjuncts: [Test] {
        Self.conjuncts(of: root)
    }

    private static func conjuncts(of node: Node) -> [Test] {
        switch node {
        case .test(let test): [test]
        case .all(let nodes): nodes.flatMap(conjuncts)
        case .any, .not: []
        }
    }
}

extension RoostError {
    /// Something is wrong at a place of a filter, in characters from 1.
    package init(inFilterAt place: Int, _ message: String) {
        self.init(.invalidArgument, "the filter, at character \(place): \(message)")
    }
}

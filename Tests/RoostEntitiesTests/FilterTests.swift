import RoostEntities
import Testing

@Suite struct FilterTests {
    @Test(arguments: [
        ("subset = test", ["subset = test"]),
        (#"a and b or not c"#, ["(a and b) or (not c)"]),
        (#"(a or b) and c"#, ["(a or b) and c"]),
        (#"label = "3" and width >= -1.5e2"#, [#"label = "3" and width >= -150.0"#]),
        (#"metadata.camera."lens 1" ~ 'x\'*'"#, [#"metadata.camera.lens 1 ~ "x'*""#]),
        ("label not in (cat, \"a b\", 3) AND score != 0", [#"(not label in cat|"a b"|3.0) and score != 0.0"#]),
        ("path == image/png", ["path = image/png"]),
        (
            "item = 69e20123456789abcdef0123 and created > 2026-11-21",
            ["item = 69e20123456789abcdef0123 and created > 2026-11-21"]
        ),
        ("not not predicted", ["not (not predicted)"]),
    ])
    func `a filter means what its grammar says`(text: String, expected: [String]) throws {
        #expect([try Filter(text).root.spelling] == expected)
    }

    @Test(arguments: [
        ("", 1), ("a and", 6), ("width > ", 9), ("(a or b", 1), ("a b", 3), ("= 3", 1), ("label = \"x", 9),
        ("a ? b", 3),
        ("label in cat", 10), ("label in (cat", 14), ("metadata. = 3", 1), ("a = \"\\n\"", 6),
        ("and", 1), ("width > -x", 9), ("a = and", 5),
    ])
    func `an error says where it is`(text: String, place: Int) {
        let error = #expect(throws: RoostError.self) { try Filter(text) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains("at character \(place):") == true, "\(error?.message ?? "")")
    }

    @Test func `a hostile filter is refused before it costs anything`() {
        let hostile = [
            String(repeating: "(", count: 4000), String(repeating: "not ", count: 1000),
            String(repeating: "a", count: 5000), Array(repeating: "a", count: 101).joined(separator: " or "),
            "a in (" + Array(repeating: "1", count: 201).joined(separator: ",") + ")",
        ]
        for text in hostile {
            #expect(throws: RoostError.self) { try Filter(text) }
        }
    }

    @Test func `only what always holds can lead`() throws {
        let filter = try Filter("subset = test and (label = a and not b) and (c or d)")
        #expect(filter.conjuncts.map(\.field.name) == ["subset", "label"])
    }
}

extension Filter.Node {
    /// With all parentheses.
    fileprivate var spelling: String {
        switch self {
        case .all(let nodes): nodes.map(\.inner).joined(separator: " and ")
        case .any(let nodes): nodes.map(\.inner).joined(separator: " or ")
        case .not(let node): "not " + node.inner
        case .test(let test): test.spelling
        }
    }

    private var inner: String {
        switch self {
        case .test: spelling
        case .all, .any, .not: "(\(spelling))"
        }
    }
}

extension Filter.Test {
    fileprivate var spelling: String {
        let name = ([field.name] + field.keys).joined(separator: ".")
        guard relation != .isSet else { return name }
        let shown = values.map { value in
            switch value {
            case .number(let number, _): "\(number)"
            case .string(let text): "\"\(text)\""
            case .word(let word): word
            }
        }
        return "\(name) \(relation.rawValue) \(shown.joined(separator: "|"))"
    }
}

import RoostEntities
import Testing

struct ExpressionTests {
    private static let metrics = [
        "accuracy": 0.9, "f1_macro": 0.8, #"recall("3")"#: 0.5, #"recall("a \"b\" \\")"#: 0.25, "zero": 0,
    ]

    private func value(_ text: String) throws -> Double {
        try MetricExpression(text).evaluate { Self.metrics[$0.metric] }
    }

    @Test(arguments: [
        ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("10 - 2 - 3", 5), ("16 / 4 / 2", 2), ("-2 * -3", 6), ("2 - -1", 3),
        ("1.5e2", 150), ("2e-1", 0.2), ("1E+2", 100), ("min(3, 1, 2)", 1), ("max(1 + 1, 1)", 2), ("abs(-4)", 4),
        ("accuracy + f1_macro", 1.7), (#"0.5*recall("3") + 0.5*recall( "a \"b\" \\" )"#, 0.375), ("\taccuracy\n", 0.9),
        ("candidate.accuracy", 0.9), ("accuracy > 0.5 and not zero == 1", 1), ("accuracy < 0.5 or zero != 0", 0),
        ("1 < 2 and 2 < 1 or 3 < 4", 1), ("0.3 - 0.1 >= 0.2", 1), ("0.1 + 0.2 > 0.3", 0), ("not 1 > 2", 1),
    ])
    func `an expression has its value`(_ text: String, _ expected: Double) throws {
        #expect(abs(try value(text) - expected) < 1e-12)
    }

    @Test(arguments: [
        ("", "the expression is empty; write one such as accuracy"),
        ("accuracy +", "expected a number, a name or '(' after '+', found the end"),
        ("(accuracy", "expected ')' after 'accuracy', found the end"),
        ("accuracy f1", "expected an operator or the end after 'accuracy', found 'f1'"),
        ("min accuracy", "expected '(' after 'min', found 'accuracy'"),
        ("recall(3)", "expected a label in double quotes, such as recall(\"3\"), after '(', found 3.0"),
        ("recall(\"3", "the label '3' has no closing '\"'"),
        ("recall(\"\\n\")", "after a backslash in a label comes '\"' or another backslash"),
        ("recall(\"3\n\")", "a label has no control characters, such as a line break"),
        ("accuracy = 1", "'=' has no meaning here; write '==' to compare"),
        ("0.5accuracy", "after the number '0.5' comes a blank or an operator, such as 0.5 * accuracy"),
        ("1e999", "'1e999' is too large a number"),
        ("1 < accuracy < 2", "a comparison has two sides; join two by 'and': 0.8 < accuracy and accuracy < 0.9"),
        ("accuracy + (1 < 2)", "'+' takes numbers, not conditions such as accuracy > 0.9"),
        ("accuracy and 1 < 2", "'and' takes conditions such as accuracy > 0.9, not numbers"),
        ("not accuracy", "'not' takes conditions such as accuracy > 0.9, not numbers"),
        ("champion.", "expected a metric's name after '.', found the end"),
    ])
    func `what is no expression is refused with what was found`(_ text: String, _ message: String) {
        #expect(throws: RoostError.self) { try MetricExpression(text) }
        do { _ = try MetricExpression(text) } catch { #expect(error.message == message) }
    }

    @Test(arguments: [
        "accuracy / zero", "zero / zero", "1e300 * 1e300", "missing", "accuracy > missing", #"recall("9")"#,
    ])
    func `what has no finite value says so`(_ text: String) throws {
        let error = #expect(throws: RoostError.self) { try value(text) }
        #expect(error?.code == .failedPrecondition)
    }

    @Test func `length and depth are bounded`() throws {
        #expect(throws: RoostError.self) { try MetricExpression(String(repeating: " ", count: 4_096) + "1") }
        for nest in ["(", "-", "not ", "abs("] {
            #expect(throws: RoostError.self) { try MetricExpression(String(repeating: nest, count: 900) + "1") }
        }
        let long = "1" + String(repeating: "+1", count: 2_000)
        #expect(try value(long) == 2_001)
        #expect(try value(String(repeating: "(", count: 60) + "1" + String(repeating: ")", count: 60)) == 1)
    }

    @Test func `no damaged text crashes the parser`() {
        let text = Array(#"not (min(1.5e-3, -accuracy) <= champion.recall("a\"b") * 2 / 3) or x != 1"#.utf8)
        var parsed = 0
        for index in text.indices {
            var damaged: [[UInt8]] = [Array(text[..<index]), Array(text[index...])]
            for byte in UInt8.min...UInt8.max { damaged.append(text[..<index] + [byte] + text[(index + 1)...]) }
            for bytes in damaged where (try? MetricExpression(String(decoding: bytes, as: UTF8.self))) != nil {
                parsed += 1
            }
        }
        #expect(parsed > 100)
    }

    @Test func `a user's metric may use those before it`() throws {
        let metrics = try [
            UserMetric(name: "both", expression: MetricExpression("accuracy * f1_macro")),
            UserMetric(name: "half", expression: MetricExpression("both / 2")),
            UserMetric(name: "broken", expression: MetricExpression("both / zero")),
        ]
        let (values, undefined) = try metrics.values(over: Self.metrics)
        #expect(abs((values["half"] ?? 0) - 0.36) < 1e-12)
        #expect(Array(undefined.keys) == ["broken"])
        #expect(throws: RoostError.self) { try (metrics + metrics).values(over: Self.metrics) }
    }

    @Test(arguments: [
        ("accuracy", "1"), ("top_5_accuracy", "1"), ("min", "1"), ("champion", "1"), ("Big", "1"), ("", "1"),
        ("a-b", "1"),
        ("fine", "accuracy > 1"), ("fine", "champion.accuracy"),
    ])
    func `what is no user's metric is refused`(_ name: String, _ expression: String) throws {
        let expression = try MetricExpression(expression)
        #expect(throws: RoostError.self) { try UserMetric(name: name, expression: expression) }
    }
}

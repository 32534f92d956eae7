import Testing

@testable import RoostHuggingFace

struct JSONParserTests {
    private func parse(_ text: String) throws -> JSONValue {
        try Array(text.utf8).withUnsafeBytes { try JSONParser.parse($0, file: "f.json") }
    }

    @Test func `every kind of value is read`() throws {
        let text = #" { "a" : [ 1 , -2.5e1, true, false, null ] , "b" : "\u00e9\ud83d\ude00\n\"\/" } "#
        let expected: JSONValue = .object([
            "a": .array([.int(1), .double(-25), .bool(true), .bool(false), .null]),
            "b": .string("é😀\n\"/"),
        ])
        #expect(try parse(text) == expected)
    }

    @Test func `a number beyond 64 bits is a floating-point one`() throws {
        #expect(try parse("9223372036854775808") == .double(0x1p63))
        #expect(try parse("-9223372036854775808") == .int(.min))
    }

    @Test(arguments: [
        "", "{", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "tru", "nul", "01", "-", "1.", "1e", ".5", "1e999",
        "\"", "\"\\", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\x\"", "\"\u{1}\"", "[]]",
        "'a'",
        "NaN",
    ])
    func `what is no JSON is refused`(_ text: String) {
        #expect(throws: HuggingFaceError.self) { try parse(text) }
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        let bytes: [UInt8] = [0x22, 0xff, 0x22]
        #expect(throws: HuggingFaceError.self) {
            try bytes.withUnsafeBytes { try JSONParser.parse($0, file: "f.json") }
        }
    }

    @Test func `more values than any configuration has are refused before they fill the memory`() {
        let text = "[" + String(repeating: "0,", count: 2_000_000) + "0]"
        #expect { try parse(text) } throws: { "\($0)".contains("more than 2000000 values") }
    }
}

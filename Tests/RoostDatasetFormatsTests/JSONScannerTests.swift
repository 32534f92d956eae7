import RoostEntities
import Testing

@testable import RoostDatasetFormats

/// JSON from strangers.
struct JSONScannerTests {
    private func string(_ json: String) throws -> String {
        var scanner = JSONScanner(Array(json.utf8))
        let text = try scanner.string()
        try scanner.end()
        return text
    }

    @Test(arguments: [
        (#""plain""#, "plain"), (#""a\"b\\c\/d""#, #"a"b\c/d"#), (#""\n\t\u00e9""#, "\n\té"),
        (#""\ud83d\ude00""#, "😀"), (#" "é😀" "#, "é😀"),
    ])
    func `strings are read as they are meant`(_ json: String, _ text: String) throws {
        #expect(try string(json) == text)
    }

    @Test(arguments: [#""open"#, #""\ud83d""#, #""\q""#, #""\u12""#, "\"a\nb\"", "7", "", "\"a\" b"])
    func `broken strings are refused`(_ json: String) {
        #expect(throws: RoostError.self) { try string(json) }
    }

    @Test(arguments: ["[1, 2.5e3, -0.1, {\"a\": [true, false, null, \"x\"]}]", " {} ", "[]", "\u{FEFF}[1]"])
    func `whatever comes can be skipped`(_ json: String) throws {
        var scanner = JSONScanner(Array(json.utf8))
        try scanner.skip()
        try scanner.end()
    }

    @Test func `every document that was cut off is refused`() throws {
        let whole = Array(#"{"a": [1, "é\u00e9", {"b": null}], "c": true}"#.utf8)
        for length in 0..<whole.count {
            #expect(throws: RoostError.self, "\(length)") {
                var scanner = JSONScanner(Array(whole[..<length]))
                try scanner.skip()
                try scanner.end()
            }
        }
    }

    @Test func `depth is bounded`() {
        let error = #expect(throws: RoostError.self) {
            var scanner = JSONScanner(Array(repeating: UInt8(ascii: "["), count: 1_000_000))
            try scanner.skip()
        }
        #expect(error?.message.contains("nested") == true)
    }

    @Test func `an error says where`() {
        let error = #expect(throws: RoostError.self) {
            var scanner = JSONScanner(Array(#"{"list": [{"x": 1}, {"x": "no"}]}"#.utf8))
            try scanner.object { _, scanner throws(RoostError) in
                try scanner.array { scanner throws(RoostError) in
                    try scanner.object { _, scanner throws(RoostError) in _ = try scanner.number() }
                }
            }
        }
        #expect(error?.message == "list[1].x: a number is expected (at byte 26)")
    }

    @Test(arguments: ["1e999", "1.5.2", "--1", "1e", "0x10", "nan", "inf"])
    func `what is no number is refused`(_ json: String) {
        #expect(throws: RoostError.self) {
            var scanner = JSONScanner(Array(json.utf8))
            _ = try scanner.number()
            try scanner.end()
        }
    }
}

import Foundation
import RoostEntities
import Testing

@testable import RoostMLflowAPI

@Suite struct JSONTests {
    @Test(arguments: [
        #"{"a": [1, -2, 3.5, true, false, null, "x"], "b": {}, "c": []}"#, #""é\n\t\"\\\/\u00e9\ud83d\ude00""#,
        " 0 ", "-0.5", "1.5e-3", "123456789012345678901234567890", "[[[[]]]]",
    ])
    func `what is JSON reads as Foundation reads it`(_ text: String) throws {
        let read = try JSONReader.value(of: Array(text.utf8))
        #expect(read == (try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))))
    }

    @Test func `of a name that comes twice the last counts`() throws {
        #expect(try JSONReader.value(of: Array(#"{"a":1,"a":2}"#.utf8)) == ["a": .integer(2)])
    }

    @Test(arguments: [
        "", "{", "[1,", "{\"a\"}", "{\"a\":}", "{a:1}", "01", "1.", ".5", "+1", "1e", "tru", "\"", "\"\\x\"",
        "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\u0000\"", "\"\n\"", "1 2", "[1 2]", "NaN", "'a'", "{,}", "[,]",
        "\"\\u+123\"",
    ])
    func `what is no JSON is refused`(_ text: String) {
        #expect(throws: RoostError.self) { try JSONReader.value(of: Array(text.utf8)) }
    }

    @Test func `bytes that are no UTF-8 and what nests without end are refused`() {
        #expect(throws: RoostError.self) { try JSONReader.value(of: [0x22, 0xFF, 0x22]) }
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
        #expect(throws: RoostError.self) { try JSONReader.value(of: deep) }
    }

    @Test func `what is empty is left out and no number stands in quotes`() {
        let bytes = JSONWriter.object { writer in
            writer.member("a", "")
            writer.member("b", "x\"\\\n\u{1}é")
            writer.member("c", Int64?.none)
            writer.member("d", Int64.min)
            writer.member("e", .nan)
            writer.member("f", -.infinity)
            writer.member("g", [Int64]()) { $0.integer($1) }
            writer.member("h", [1, 2]) { $0.integer($1) }
            writer.member("i") { _ in }
            writer.member("j", pairs: ["z": "1", "k": ""])
        }
        #expect(
            String(decoding: bytes, as: UTF8.self) == #"""
                {"b":"x\"\\\n\u0001é","d":-9223372036854775808,"e":"NaN","f":"-Infinity","h":[1,2],"i":{},
                """#.trimmingCharacters(in: .newlines)
                + #""j":[{"key":"k","value":""},{"key":"z","value":"1"}]}"#
        )
    }

    @Test(arguments: [0.1, -1e-300, 1.7976931348623157e308, 5, 1e21, .leastNonzeroMagnitude])
    func `a number comes back as it was`(_ number: Double) throws {
        let bytes = JSONWriter.object { $0.member("n", number) }
        let read = try JSONReader.value(of: bytes)
        #expect(try Fields(json: bytes).number("n") == number, "\(read)")
    }
}

import RoostEntities
import Testing

@testable import RoostAPISupport

@Suite struct JSONGuardTests {
    @Test func `sixty-four levels pass and sixty-five do not`() throws {
        try JSONGuard.check(Array(String(repeating: "[", count: 64).utf8))
        #expect(throws: RoostError.self) { try JSONGuard.check(Array(String(repeating: "{", count: 65).utf8)) }
    }

    @Test func `brackets in strings and siblings do not nest`() throws {
        try JSONGuard.check(Array(("\"" + String(repeating: "[", count: 100) + "\"").utf8))
        try JSONGuard.check(Array(("\"\\\"" + String(repeating: "[", count: 100) + "\"").utf8))
        try JSONGuard.check(Array(String(repeating: "[]", count: 1000).utf8))
    }

    @Test func `an escaped nul is refused and its look-alikes are not`() throws {
        #expect(throws: RoostError.self) { try JSONGuard.check(Array(#"["\u0000"]"#.utf8)) }
        for text in [#"["\\u0000"]"#, #"["\u0001"]"#, #"["\u000a"]"#, #"["\n\t"]"#] {
            try JSONGuard.check(Array(text.utf8))
        }
    }
}

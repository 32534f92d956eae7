import RoostAPISupport
import Testing

@Suite struct RequestIDTests {
    @Test(arguments: ["a", "client-7_b.c", String(repeating: "x", count: 64)])
    func `a harmless name is kept`(text: String) {
        #expect(RequestID(text)?.text == text)
    }

    @Test(arguments: ["", "a b", "a\nb", "ä", "a\"", String(repeating: "x", count: 65)])
    func `a name that could spoil a log line is not`(text: String) {
        #expect(RequestID(text) == nil)
    }

    @Test func `a new name has sixteen hex digits and is not the last one`() {
        let names = Set((0..<100).map { _ in RequestID().text })
        #expect(names.count == 100)
        #expect(names.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{16}/) != nil })
    }
}

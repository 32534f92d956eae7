import RoostAPISupport
import RoostEntities
import Testing

@Suite struct PercentDecodingTests {
    @Test(arguments: [("a%2Fb", "a/b"), ("%2e%2E", ".."), ("%C3%A4", "ä"), ("a+b", "a+b"), ("", "")])
    func `escapes become what they spell`(text: String, expected: String) throws {
        #expect(try text.percentDecoded() == expected)
    }

    @Test(arguments: ["%", "%2", "%2g", "%%20", "%00", "%C3", "%FF", "%ED%A0%80"])
    func `what spells no text is refused`(text: String) {
        let error = #expect(throws: RoostError.self) { try text.percentDecoded() }
        #expect(error?.code == .invalidArgument)
    }
}

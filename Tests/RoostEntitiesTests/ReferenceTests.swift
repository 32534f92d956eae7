import RoostEntities
import Testing

@Suite struct ReferenceTests {
    @Test(arguments: ["digits", "digits:2", "digits@champion", "a.b-c_d:1000000000"])
    func `a reference reads as it is written`(_ text: String) throws {
        #expect(try Reference(text).text == text)
    }

    @Test func `the selector says what is meant`() throws {
        #expect(try Reference("digits").selector == .latest)
        #expect(try Reference("digits:2").selector == .number(Version.Number(2)))
        #expect(try Reference("digits@champion").selector == .alias(Alias("champion")))
    }

    @Test(arguments: [
        "", ":", "@", "digits:", "digits:0", "digits:-1", "digits:x", "digits@", "digits:1@a", "a@b c", "a:1:2",
    ])
    func `what is no reference is refused`(_ text: String) {
        #expect(throws: RoostError.self) { try Reference(text) }
    }
}

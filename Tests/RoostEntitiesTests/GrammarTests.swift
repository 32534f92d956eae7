import RoostEntities
import Testing

@Suite struct GrammarTests {
    @Test(arguments: [
        "digits", "a b", "ResNet-50_v2.1", "häßlich", "日本語", "a%b", "(x) [y]", String(repeating: "a", count: 128),
    ])
    func `a model name is what people call it`(_ text: String) throws {
        #expect(try Model.Name(text).text == text)
    }

    @Test(arguments: [
        "", ".a", "-a", "  ", "a ", " a", "a/b", "a\\b", "a@b", "a\n", "a\0b", "a:1",
        String(repeating: "a", count: 129), String(repeating: "日", count: 67),
    ])
    func `what is no model name is refused`(_ text: String) {
        #expect(throws: RoostError.self) { try Model.Name(text) }
    }

    @Test(arguments: ["champion", "A-b_9", "9", "vv1", "v1a", "ä", "-", String(repeating: "x", count: 255)])
    func `an alias is letters, digits, dashes and underscores`(_ text: String) throws {
        #expect(try Alias(text).text == text)
    }

    @Test(arguments: ["", "latest", "v1", "V22", "a b", "a/b", "a.b", "🐓", String(repeating: "x", count: 256)])
    func `what is no alias is refused`(_ text: String) {
        #expect(throws: RoostError.self) { try Alias(text) }
    }

    @Test(arguments: ["Default", "a_b", "-a", "", "a.b", String(repeating: "a", count: 64)])
    func `what is no project name is refused`(_ text: String) {
        #expect(throws: RoostError.self) { try Project.Name(text) }
    }

    @Test(arguments: ["a", "a/b.txt", "ü/\u{1F426}", ".hidden", "a b/c", String(repeating: "a", count: 255)])
    func `a path is relative and inside`(_ text: String) throws {
        #expect(try Artifact.Path(text).text == text)
    }

    @Test(arguments: [
        "", "/a", "a/", "a//b", ".", "..", "a/../b", "a/.", "a\\b", "a\0b", "a\u{7F}", "a\nb",
        String(repeating: "a", count: 256), String(repeating: "a/", count: 600) + "a",
    ])
    func `a path that leads elsewhere is refused`(_ text: String) {
        #expect(throws: RoostError.self) { try Artifact.Path(text) }
    }

    @Test func `a digest is 64 lower-case hex digits`() throws {
        let text = String(repeating: "0123456789abcdef", count: 4)
        #expect(try Digest(text).text == text)
        #expect(throws: RoostError.self) { try Digest(text.uppercased()) }
        #expect(throws: RoostError.self) { try Digest(String(text.dropLast())) }
    }

    @Test func `an error shows a hostile name short and without control characters`() throws {
        let error = #expect(throws: RoostError.self) {
            try Model.Name("\u{1B}[31m" + String(repeating: "x", count: 500))
        }
        let message = try #require(error?.message)
        #expect(message.unicodeScalars.allSatisfy { $0.value >= 0x20 })
        #expect(message.count < 300)
    }
}

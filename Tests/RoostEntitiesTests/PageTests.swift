import RoostEntities
import Testing

@Suite struct PageTests {
    @Test(arguments: [1, 100, 1000])
    func `a page holds 1 to 1000 entries`(_ limit: Int) throws {
        #expect(try PageRequest(limit: limit).limit == limit)
    }

    @Test(arguments: [0, -1, 1001, Int.max])
    func `another number is refused`(_ limit: Int) {
        #expect(throws: RoostError.self) { try PageRequest(limit: limit) }
    }

    @Test func `a token is letters, digits, dashes and underscores`() throws {
        let longest = String(repeating: "a", count: 1400)
        #expect(try PageToken("aZ09-_").text == "aZ09-_")
        #expect(try PageToken(longest).text == longest)
        for text in ["", "a=", "a b", "a\n", longest + "a"] {
            #expect(throws: RoostError.self) { try PageToken(text) }
        }
    }
}

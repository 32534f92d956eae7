import RoostEntities
import Testing

@Suite struct TagsTests {
    @Test func `changes are put on top and nil removes`() throws {
        let tags = try Tags(["a": "1", "b": "2"]).applying(["b": nil, "c": "3", "a": "4"])
        #expect(tags.values == ["a": "4", "c": "3"])
    }

    @Test func `keys, values and their number are bounded`() {
        #expect(throws: RoostError.self) { try Tags(["": "x"]) }
        #expect(throws: RoostError.self) { try Tags(["a\n": "x"]) }
        #expect(throws: RoostError.self) { try Tags([String(repeating: "k", count: 251): "x"]) }
        #expect(throws: RoostError.self) { try Tags(["k": String(repeating: "v", count: 100_001)]) }
        let value = String(repeating: "v", count: 100_000)
        let large = Dictionary(uniqueKeysWithValues: (0..<81).map { ("k\($0)", value) })
        #expect(throws: RoostError.self) { try Tags(large) }
        let many = Dictionary(uniqueKeysWithValues: (0..<201).map { ("k\($0)", "") })
        #expect(throws: RoostError.self) { try Tags(many) }
    }
}

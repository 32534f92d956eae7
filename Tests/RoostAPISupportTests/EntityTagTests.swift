import RoostAPISupport
import RoostEntities
import Testing

@Suite struct EntityTagTests {
    private let digest = String(repeating: "ab", count: 32)

    @Test func `a tag is matched alone, in a list, weak, or by a star`() throws {
        let tag = EntityTag(try Digest(digest))
        for header in ["\"\(digest)\"", "\"x\", \"\(digest)\"", "W/\"\(digest)\"", "*"] {
            #expect(tag.matches(ifNoneMatch: header), "\(header)")
        }
    }

    @Test func `another tag, a part of it or no header do not match`() throws {
        let tag = EntityTag(try Digest(digest))
        for header in [nil, "", "\"\(digest.dropLast())\"", digest, "\"*\""] {
            #expect(!tag.matches(ifNoneMatch: header))
        }
    }
}
